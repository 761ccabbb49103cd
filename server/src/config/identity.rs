use url::Url;

use super::{
    environment::Environment,
    kind::{self, Kind},
    oauth::issuer,
};
use crate::outbound;

/// An identity service whose tokens are taken as bearer tokens of the API.
#[derive(Clone, Debug)]
pub struct IdentityConfig {
    /// `MASTHEAD_IDENTITY_ISSUER`: the `iss` of its tokens.
    pub issuer: String,
    /// `MASTHEAD_IDENTITY_AUDIENCE`: the `aud` that tokens for this installation have.
    pub audience: String,
    /// `MASTHEAD_IDENTITY_JWKS_URL`: its keys. Without it discovery finds them.
    pub jwks_url: Option<Url>,
    /// `MASTHEAD_IDENTITY_ALGORITHMS`: how its tokens are signed.
    pub algorithms: Vec<String>,
    /// `MASTHEAD_IDENTITY_MULTI_FACTOR_ACR`: values of `acr` that say that somebody signed in with two factors.
    pub multi_factor_acr: Vec<String>,
    /// `MASTHEAD_IDENTITY_JOIN`: whether an unknown subject becomes a reader.
    pub joins: bool,
}

/// What tokens may be signed with: never with a secret that both sides know.
const ALGORITHMS: [&str; 9] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];

impl IdentityConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Option<Self> {
        env.section("Tokens of an identity service");
        let issuer = env.setting(
            "MASTHEAD_IDENTITY_ISSUER",
            "",
            issuer().optional(),
            "Issuer (`iss`) whose tokens are taken as bearer tokens below `/api/`; see docs/sign-in.md. Empty: none are.",
        );
        let audience = env.setting(
            "MASTHEAD_IDENTITY_AUDIENCE",
            "",
            kind::line(255),
            "Audience (`aud`) that its tokens for this installation have.",
        );
        let jwks_url = env.setting(
            "MASTHEAD_IDENTITY_JWKS_URL",
            "",
            address().optional(),
            "Where its keys are. Empty: discovery says it.",
        );
        let algorithms = env.setting(
            "MASTHEAD_IDENTITY_ALGORITHMS",
            "RS256, ES256, EdDSA",
            algorithms(),
            "How its tokens may be signed; any other `alg` is refused.",
        );
        let multi_factor_acr = env.setting(
            "MASTHEAD_IDENTITY_MULTI_FACTOR_ACR",
            "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
            classes(),
            "Values of `acr` that say that somebody signed in with two factors, as members with a second factor have to. \
             `amr` may say it as well.",
        );
        let joins = env.setting(
            "MASTHEAD_IDENTITY_JOIN",
            "no",
            yes_or_no(),
            "Whether somebody unknown whose token has an e-mail address becomes a reader on first use.",
        );
        if issuer.is_some() == audience.is_empty() {
            env.refuse("MASTHEAD_IDENTITY_AUDIENCE", "an audience together with an issuer, or neither");
        }
        issuer.map(|issuer| Self { issuer, audience, jwks_url, algorithms, multi_factor_acr, joins })
    }
}

fn address() -> Kind<Url> {
    Kind::new("an https address", |text| Url::parse(text).ok().filter(outbound::allowed))
}

fn algorithms() -> Kind<Vec<String>> {
    Kind::new(format!("some of {}, separated by commas", ALGORITHMS.join(", ")), |text| {
        text.split(',').map(str::trim).map(|name| ALGORITHMS.contains(&name).then(|| name.to_owned())).collect()
    })
}

/// Values that stand in a header between quotes, parted by spaces (RFC 9470, section 3).
fn classes() -> Kind<Vec<String>> {
    Kind::new("values without spaces, quotes or backslashes, separated by commas", |text| {
        let is_plain = |c: char| c.is_ascii_graphic() && !['"', '\\'].contains(&c);
        let classes = text.split(',').map(str::trim).filter(|class| !class.is_empty());
        classes.map(|class| class.chars().all(is_plain).then(|| class.to_owned())).collect()
    })
}

fn yes_or_no() -> Kind<bool> {
    Kind::new("yes or no", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    })
}
