use std::time::Duration;

use super::{environment::Environment, kind};

/// How long the tokens of programs live.
#[derive(Clone, Debug)]
pub struct TokensConfig {
    /// `MASTHEAD_TOKENS_ACCESS`: how long an access token is good.
    pub access: Duration,
    /// `MASTHEAD_TOKENS_REFRESH_IDLE`: how long a program stays signed in that does not come back.
    pub refresh_idle: Duration,
    /// `MASTHEAD_TOKENS_REFRESH_ABSOLUTE`: how long a program stays signed in at all.
    pub refresh_absolute: Duration,
}

impl TokensConfig {
    /// The longest that an access token may be set to live, in seconds. Retired keys are published for as long.
    pub const LONGEST_ACCESS_SECONDS: i64 = 60 * 60;

    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Tokens");
        Self {
            access: env.setting(
                "MASTHEAD_TOKENS_ACCESS",
                "10m",
                kind::duration(60..=Self::LONGEST_ACCESS_SECONDS.unsigned_abs()),
                "How long an access token of a program is good. It trades its refresh token for the next one.",
            ),
            refresh_idle: env.setting(
                "MASTHEAD_TOKENS_REFRESH_IDLE",
                "30d",
                kind::duration(3600..=365 * 86400),
                "How long a program stays signed in that does not ask for a new access token.",
            ),
            refresh_absolute: env.setting(
                "MASTHEAD_TOKENS_REFRESH_ABSOLUTE",
                "90d",
                kind::duration(3600..=3650 * 86400),
                "How long a program stays signed in, however often it comes back.",
            ),
        }
    }
}
