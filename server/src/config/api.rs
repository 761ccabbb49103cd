use std::time::Duration;

use super::{Limit, environment::Environment, kind::Kind, site};

/// Who may call the API, and how often.
#[derive(Clone, Debug)]
pub struct ApiConfig {
    /// `MASTHEAD_API_ORIGINS`: sites whose pages may call the API from browsers.
    pub origins: Vec<String>,
    /// `MASTHEAD_API_RATE`: requests in a minute with one token.
    pub per_token: Limit,
    /// `MASTHEAD_API_RATE_PER_ADDRESS`: requests in a minute from one address, without a token.
    pub per_address: Limit,
}

impl ApiConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("API");
        Self {
            origins: env.setting(
                "MASTHEAD_API_ORIGINS",
                "",
                origins(),
                "Origins whose pages may call the API from a browser (CORS), with a token; cookies are never taken from \
                 them. Empty: none.",
            ),
            per_token: Limit {
                attempts: env.setting(
                    "MASTHEAD_API_RATE",
                    "600",
                    super::kind::number(1..=1_000_000),
                    "Requests to the API in a minute with one token. Each process counts for itself.",
                ),
                window: MINUTE,
            },
            per_address: Limit {
                attempts: env.setting(
                    "MASTHEAD_API_RATE_PER_ADDRESS",
                    "300",
                    super::kind::number(1..=1_000_000),
                    "Requests to the API in a minute from one address (a /64 of IPv6) without a token. Each process counts \
                     for itself.",
                ),
                window: MINUTE,
            },
        }
    }
}

const MINUTE: Duration = Duration::from_secs(60);

fn origins() -> Kind<Vec<String>> {
    let one = site::origin();
    Kind::new("origins separated by commas, such as https://app.example.org", move |text| {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| one.parse(part)).collect()
    })
}
