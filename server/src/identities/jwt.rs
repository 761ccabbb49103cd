use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde::{Deserialize, Deserializer};
use url::Url;

use super::{keys::KeySet, strength::Strength, trouble::Trouble};
use crate::AppState;

/// How far clocks may differ, in seconds.
pub(super) const LEEWAY: i64 = 60;

/// Longer than any token that a service makes, in bytes.
const LONGEST: usize = 16 * 1024;

/// What this program takes as the signature of another service: never one with a secret that both sides know, and never
/// none.
pub(super) const ASYMMETRIC: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// What a token must be.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    /// `iss`, letter by letter.
    pub(super) issuer: &'a str,
    /// One of `aud`.
    pub(super) audience: &'a str,
    /// `alg`, one of these.
    pub(super) algorithms: &'a [Algorithm],
}

/// What a token says of somebody (OpenID Connect Core, sections 2 and 5.1; RFC 7519, section 4.1).
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    pub(super) sub: String,
    aud: Audience,
    exp: f64,
    nbf: Option<f64>,
    pub(super) iat: Option<f64>,
    pub(super) auth_time: Option<f64>,
    pub(super) azp: Option<String>,
    pub(super) nonce: Option<String>,
    #[serde(flatten)]
    pub(super) strength: Strength,
    #[serde(flatten)]
    pub(super) person: Person,
}

/// What a service tells of a person, in a token or apart from it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Person {
    pub(super) email: Option<String>,
    /// Some services write it as a text.
    #[serde(default, deserialize_with = "truth")]
    pub(super) email_verified: bool,
    pub(super) name: Option<String>,
    pub(super) preferred_username: Option<String>,
    /// Google's: the organisation whose addresses it manages.
    pub(super) hd: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Claims {
    /// Whether the token is meant for others as well.
    pub(super) fn has_other_audiences(&self) -> bool {
        matches!(&self.aud, Audience::Many(all) if all.len() > 1)
    }

    /// Whether it is for this one.
    fn is_for(&self, audience: &str) -> bool {
        match &self.aud {
            Audience::One(one) => one == audience,
            Audience::Many(all) => all.iter().any(|one| one == audience),
        }
    }
}

/// The claims of a token whose signature, issuer, audience and times are as they must be.
pub(super) async fn verified(
    app: &AppState,
    token: &str,
    (keys, url): (&KeySet, &Url),
    expected: &Expected<'_>,
) -> Result<Claims, Trouble> {
    if token.len() > LONGEST {
        return Err(Trouble::mistrusted("a token is absurdly long"));
    }
    // `none` is no algorithm to this library: such a header cannot be read.
    let header = decode_header(token).map_err(|error| Trouble::mistrusted(format!("the head of a token: {error}")))?;
    if !expected.algorithms.contains(&header.alg) || !ASYMMETRIC.contains(&header.alg) {
        return Err(Trouble::mistrusted(format!("a token is signed with {:?}", header.alg)));
    }
    let key = keys.key(app, url, &header).await?;
    let mut validation = Validation::new(header.alg);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.audience]);
    validation.set_required_spec_claims(&["iss", "sub", "aud", "exp"]);
    // The library asks the machine for the time; below it is asked of the program's clock.
    validation.validate_exp = false;
    let token = decode::<Claims>(token, &key, &validation)
        .map_err(|error| Trouble::mistrusted(format!("a token is not valid: {error}")))?;
    check(app, &token.claims, expected)?;
    Ok(token.claims)
}

fn check(app: &AppState, claims: &Claims, expected: &Expected<'_>) -> Result<(), Trouble> {
    let now = seconds(app);
    let leeway = LEEWAY as f64;
    if claims.exp + leeway <= now {
        return Err(Trouble::mistrusted("a token has expired"));
    }
    if claims.nbf.is_some_and(|nbf| nbf - leeway > now) || claims.iat.is_some_and(|iat| iat - leeway > now) {
        return Err(Trouble::mistrusted("a token is from the future"));
    }
    if !claims.is_for(expected.audience) {
        return Err(Trouble::mistrusted("a token is for somebody else"));
    }
    if !(1..=255).contains(&claims.sub.len()) {
        return Err(Trouble::mistrusted("a token names nobody"));
    }
    Ok(())
}

/// The present moment, in seconds since the Unix epoch.
pub(super) fn seconds(app: &AppState) -> f64 {
    app.clock.now().millis() as f64 / 1000.0
}

fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Truth {
        Plain(bool),
        Written(String),
        Else(serde::de::IgnoredAny),
    }
    Ok(match Truth::deserialize(deserializer)? {
        Truth::Plain(truth) => truth,
        Truth::Written(text) => text == "true",
        Truth::Else(_) => false,
    })
}
