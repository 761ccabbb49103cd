use std::fmt;

use url::Url;

use super::{
    environment::Environment,
    kind::{self, Kind},
};
use crate::outbound;

/// The services elsewhere that people sign in with.
#[derive(Clone, Debug)]
pub struct OauthConfig {
    /// `MASTHEAD_OAUTH_GOOGLE_*`
    pub google: Option<ClientConfig>,
    /// `MASTHEAD_OAUTH_GITHUB_*`
    pub github: Option<ClientConfig>,
    /// `MASTHEAD_OAUTH_OIDC_*`
    pub oidc: Option<OidcConfig>,
    /// Where Google and GitHub are. No setting: only tests have others.
    pub endpoints: Endpoints,
}

/// What this installation is to a service.
#[derive(Clone, Debug)]
pub struct ClientConfig {
    /// `…_CLIENT_ID`
    pub id: String,
    /// `…_CLIENT_SECRET`
    pub secret: ClientSecret,
}

/// A service that speaks OpenID Connect.
#[derive(Clone, Debug)]
pub struct OidcConfig {
    /// `MASTHEAD_OAUTH_OIDC_ISSUER`: exactly as the service writes it.
    pub issuer: String,
    /// `MASTHEAD_OAUTH_OIDC_NAME`
    pub name: String,
    /// What this installation is to it.
    pub client: ClientConfig,
}

/// Where the services are whose addresses everybody knows.
#[derive(Clone, Debug)]
pub struct Endpoints {
    /// Google, which says the rest by itself.
    pub google_issuer: String,
    /// Where people agree to signing in with GitHub.
    pub github_authorize: String,
    /// Where GitHub changes a code for a token.
    pub github_token: String,
    /// Where GitHub tells who somebody is.
    pub github_api: String,
}

/// What nobody but this installation and the service know. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// A secret.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret, to send it to the service.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(hidden)")
    }
}

impl Default for Endpoints {
    fn default() -> Self {
        Self {
            google_issuer: "https://accounts.google.com".to_owned(),
            github_authorize: "https://github.com/login/oauth/authorize".to_owned(),
            github_token: "https://github.com/login/oauth/access_token".to_owned(),
            github_api: "https://api.github.com".to_owned(),
        }
    }
}

impl OauthConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Signing in with other services");
        Self {
            google: client(
                env,
                (
                    "MASTHEAD_OAUTH_GOOGLE_CLIENT_ID",
                    "Client id that Google gave this installation; see docs/sign-in.md.",
                ),
                ("MASTHEAD_OAUTH_GOOGLE_CLIENT_SECRET", "Its secret."),
            ),
            github: client(
                env,
                (
                    "MASTHEAD_OAUTH_GITHUB_CLIENT_ID",
                    "Client id that GitHub gave this installation; see docs/sign-in.md.",
                ),
                ("MASTHEAD_OAUTH_GITHUB_CLIENT_SECRET", "Its secret."),
            ),
            oidc: oidc(env),
            endpoints: Endpoints::default(),
        }
    }
}

fn oidc(env: &mut Environment<'_>) -> Option<OidcConfig> {
    let issuer = env.setting(
        "MASTHEAD_OAUTH_OIDC_ISSUER",
        "",
        issuer().optional(),
        "Any other service that speaks OpenID Connect, exactly as it writes its issuer. The rest is found by discovery.",
    );
    let name =
        env.setting("MASTHEAD_OAUTH_OIDC_NAME", "", kind::line(40), "What people call that service. Empty: its host.");
    let client = client(
        env,
        ("MASTHEAD_OAUTH_OIDC_CLIENT_ID", "Client id that it gave this installation."),
        ("MASTHEAD_OAUTH_OIDC_CLIENT_SECRET", "Its secret."),
    );
    match (issuer, client) {
        (Some(issuer), Some(client)) => {
            let host = Url::parse(&issuer).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
            Some(OidcConfig { name: if name.is_empty() { host } else { name }, issuer, client })
        }
        (None, None) => None,
        (Some(_), None) => refuse(env, "MASTHEAD_OAUTH_OIDC_CLIENT_ID", "a client id, because there is an issuer"),
        (None, Some(_)) => refuse(env, "MASTHEAD_OAUTH_OIDC_ISSUER", "an issuer, because there is a client id"),
    }
}

/// A client id with its secret, or neither.
fn client(
    env: &mut Environment<'_>,
    (id_variable, id_meaning): (&'static str, &'static str),
    (secret_variable, secret_meaning): (&'static str, &'static str),
) -> Option<ClientConfig> {
    let id = env.setting(id_variable, "", kind::line(255), id_meaning);
    let shown = |secret: &str| if secret.is_empty() { String::new() } else { "(hidden)".to_owned() };
    let secret = env.secret(secret_variable, ("", String::new()), kind::line(512), secret_meaning, shown);
    match (id.is_empty(), secret.is_empty()) {
        (false, false) => Some(ClientConfig { id, secret: ClientSecret(secret) }),
        (true, true) => None,
        (false, true) => refuse(env, secret_variable, "a secret, because there is a client id"),
        (true, false) => refuse(env, id_variable, "a client id, because there is a secret"),
    }
}

fn refuse<T>(env: &mut Environment<'_>, variable: &str, allowed: &str) -> Option<T> {
    env.refuse(variable, allowed);
    None
}

/// The URL of an issuer (OpenID Connect Core, section 2), kept letter by letter as it was written.
pub(super) fn issuer() -> Kind<String> {
    Kind::new("an https address without a query, such as https://id.example.org/realms/news", |text| {
        let url = Url::parse(text).ok()?;
        let bare = url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
            && text.len() <= 255;
        (outbound::allowed(&url) && bare).then(|| text.to_owned())
    })
}
