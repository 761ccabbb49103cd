use std::sync::Arc;

use jsonwebtoken::Algorithm;
use serde::Deserialize;
use url::Url;

use super::{jwt::ASYMMETRIC, kept::Kept, keys::KeySet, trouble::Trouble};
use crate::{AppState, outbound};

/// How long what a service says of itself is kept, in seconds.
const KEPT_SECONDS: i64 = 60 * 60;

/// A service that tells by itself where everything is (OpenID Connect Discovery).
#[derive(Debug)]
pub(super) struct Issuer {
    /// What it calls itself.
    pub(super) url: String,
    /// Its keys.
    pub(super) keys: KeySet,
    metadata: Kept<Metadata>,
}

/// What a service says of itself.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Metadata {
    issuer: String,
    pub(super) jwks_uri: Url,
    authorization_endpoint: Option<Url>,
    token_endpoint: Option<Url>,
    pub(super) userinfo_endpoint: Option<Url>,
    #[serde(default)]
    id_token_signing_alg_values_supported: Vec<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// Whether it says who it is when it sends somebody back (RFC 9207).
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl Issuer {
    pub(super) fn new(url: &str) -> Self {
        Self { url: url.to_owned(), keys: KeySet::default(), metadata: Kept::default() }
    }

    /// What the service says of itself, checked.
    pub(super) async fn metadata(&self, app: &AppState) -> Result<Arc<Metadata>, Trouble> {
        self.metadata.at_most_old(&app.clock, KEPT_SECONDS, self.fetch(app)).await
    }

    async fn fetch(&self, app: &AppState) -> Result<Metadata, Trouble> {
        let url = format!("{}/.well-known/openid-configuration", self.url.trim_end_matches('/'));
        let url = Url::parse(&url).map_err(|_| Trouble::mistrusted("the issuer is no address"))?;
        let metadata: Metadata = app.outbound.get_json(&url, None).await?;
        if metadata.issuer != self.url {
            return Err(Trouble::mistrusted("discovery tells of another issuer than the configured one"));
        }
        // Only a service on this machine, as in tests, has others that go without.
        let is_safe =
            |address: &Url| outbound::allowed(address) && (address.scheme() == "https" || url.scheme() == "http");
        if !metadata.addresses().all(is_safe) {
            return Err(Trouble::mistrusted("discovery names an address without https"));
        }
        Ok(metadata)
    }
}

impl Metadata {
    /// Where people agree to signing in.
    pub(super) fn authorization_endpoint(&self) -> Result<&Url, Trouble> {
        self.authorization_endpoint.as_ref().ok_or_else(|| lacking("authorization_endpoint"))
    }

    /// Where a code is changed for tokens.
    pub(super) fn token_endpoint(&self) -> Result<&Url, Trouble> {
        self.token_endpoint.as_ref().ok_or_else(|| lacking("token_endpoint"))
    }

    /// How the service signs, as far as this program takes it; RS256 if it does not say (Discovery, section 3).
    pub(super) fn algorithms(&self) -> Vec<Algorithm> {
        let named = &self.id_token_signing_alg_values_supported;
        if named.is_empty() {
            return vec![Algorithm::RS256];
        }
        ASYMMETRIC.into_iter().filter(|algorithm| named.contains(&format!("{algorithm:?}"))).collect()
    }

    /// Whether the secret is to be sent in the body, because the service does not take it in the head.
    pub(super) fn wants_secret_in_body(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_deref().unwrap_or_default();
        let takes = |method: &str| methods.iter().any(|one| one == method);
        takes("client_secret_post") && !takes("client_secret_basic")
    }

    fn addresses(&self) -> impl Iterator<Item = &Url> {
        let optional = [&self.authorization_endpoint, &self.token_endpoint, &self.userinfo_endpoint];
        optional.into_iter().flatten().chain([&self.jwks_uri])
    }
}

fn lacking(endpoint: &str) -> Trouble {
    Trouble::mistrusted(format!("discovery names no {endpoint}"))
}
