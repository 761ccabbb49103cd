use oauth2::TokenResponse;
use serde::{Deserialize, de::DeserializeOwned};
use url::Url;

use super::{claim::Claim, exchange::Tokens, jwt::Person, trouble::Trouble};
use crate::{AppState, config::Endpoints};

/// GitHub, which speaks OAuth and tells who somebody is in a way of its own.
#[derive(Debug)]
pub(super) struct Github {
    endpoints: Endpoints,
}

/// Its user (`GET /user`).
#[derive(Deserialize)]
struct User {
    /// Never changes, while the login may.
    id: u64,
    login: String,
    name: Option<String>,
}

/// One of the user's addresses (`GET /user/emails`).
#[derive(Deserialize)]
struct Address {
    email: String,
    primary: bool,
    verified: bool,
}

impl Github {
    /// Under which its accounts are kept.
    pub(super) const ISSUER: &str = "https://github.com";

    pub(super) fn new(endpoints: &Endpoints) -> Self {
        Self { endpoints: endpoints.clone() }
    }

    /// Where people agree.
    pub(super) fn authorize(&self) -> Result<Url, Trouble> {
        address(&self.endpoints.github_authorize)
    }

    /// Where a code is changed for a token.
    pub(super) fn token(&self) -> Result<Url, Trouble> {
        address(&self.endpoints.github_token)
    }

    /// Who somebody is. Of their addresses only the primary one counts, and only if GitHub verified it.
    pub(super) async fn claim(&self, app: &AppState, tokens: &Tokens) -> Result<Claim, Trouble> {
        let user: User = self.ask(app, tokens, "/user").await?;
        let addresses: Vec<Address> = self.ask(app, tokens, "/user/emails").await?;
        let email = addresses.into_iter().find(|address| address.primary && address.verified);
        let person = Person {
            email_verified: email.is_some(),
            email: email.map(|address| address.email),
            name: user.name,
            preferred_username: Some(user.login),
            hd: None,
        };
        Ok(Claim::new(Self::ISSUER, user.id.to_string(), &person))
    }

    async fn ask<T: DeserializeOwned>(&self, app: &AppState, tokens: &Tokens, path: &str) -> Result<T, Trouble> {
        let url = address(&format!("{}{path}", self.endpoints.github_api))?;
        Ok(app.outbound.get_json(&url, Some(tokens.access_token().secret())).await?)
    }
}

fn address(url: &str) -> Result<Url, Trouble> {
    Url::parse(url).map_err(|_| Trouble::mistrusted("an address of GitHub cannot be read"))
}
