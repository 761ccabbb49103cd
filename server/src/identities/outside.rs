//! Tokens of an identity service (Clerk, Supabase, Auth0 and the like) that an installation keeps its people at, taken as
//! bearer tokens of the API.

use std::str::FromStr;

use domain::{accounts::Role, id::MemberId};
use jsonwebtoken::Algorithm;
use url::Url;

use super::{
    claim::Claim,
    discovery::Issuer,
    jwt::{self, Claims, Expected},
    keys::KeySet,
    settle::{Settled, known, settle},
    trouble::Trouble,
};
use crate::{AppState, Result, config::IdentityConfig, entities::member, http::Client};

/// The service, with what was fetched from it.
#[derive(Debug)]
pub(super) struct Outside {
    issuer: Issuer,
    keys: KeySet,
    audience: String,
    jwks_url: Option<Url>,
    algorithms: Vec<Algorithm>,
    multi_factor_acr: Vec<String>,
    joins: bool,
}

/// Whom a token means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The member.
    pub member: MemberId,
    /// Whether the token says that they signed in there with more than one factor.
    pub is_multi_factor: bool,
}

impl Outside {
    pub(super) fn new(config: &IdentityConfig) -> Self {
        Self {
            issuer: Issuer::new(&config.issuer),
            keys: KeySet::default(),
            audience: config.audience.clone(),
            jwks_url: config.jwks_url.clone(),
            algorithms: config.algorithms.iter().filter_map(|name| Algorithm::from_str(name).ok()).collect(),
            multi_factor_acr: config.multi_factor_acr.clone(),
            joins: config.joins,
        }
    }

    async fn claims(&self, app: &AppState, token: &str) -> Result<Claims, Trouble> {
        let url = match &self.jwks_url {
            Some(url) => url.clone(),
            None => self.issuer.metadata(app).await?.jwks_uri.clone(),
        };
        let expected = Expected { issuer: &self.issuer.url, audience: &self.audience, algorithms: &self.algorithms };
        jwt::verified(app, token, (&self.keys, &url), &expected).await
    }
}

/// The member whom a token of the configured identity service means; nobody if none is configured, if the token is not
/// good, and if nobody here is linked to its subject. Somebody unknown becomes a reader where the settings say so.
///
/// Whether the member may sign in at present, and whether one factor is enough, is for the caller to see.
///
/// # Errors
/// [`Problem::ProviderSilent`](domain::Problem) if the keys that are needed cannot be fetched.
pub async fn verify(app: &AppState, client: &Client, token: &str) -> Result<Option<Bearer>> {
    let Some(outside) = app.providers.outside() else { return Ok(None) };
    let claims = match outside.claims(app, token).await {
        Ok(claims) => claims,
        Err(Trouble::Silent(error)) => {
            return Err(Trouble::Silent(error).about(&app.providers.name_of(&outside.issuer.url)));
        }
        Err(Trouble::Mistrusted(error)) => {
            tracing::debug!(error = %error, "A token of the identity service is refused");
            return Ok(None);
        }
        Err(Trouble::Spent) => return Ok(None),
    };
    let is_multi_factor = claims.strength.is_multi_factor(&outside.multi_factor_acr);
    let bearer = |member: member::Model| Bearer { member: MemberId(member.id), is_multi_factor };
    let claim = Claim::new(&outside.issuer.url, claims.sub, &claims.person);
    if let Some(member) = known(app.db.read(), &claim).await? {
        return Ok(Some(bearer(member)));
    }
    if !outside.joins {
        return Ok(None);
    }
    match settle(app, client, &claim, Some(Role::Reader)).await? {
        Settled::Known(member) | Settled::Joined(member) => Ok(Some(bearer(member))),
        Settled::Unproved | Settled::Guarded | Settled::Taken | Settled::Nameless => Ok(None),
    }
}
