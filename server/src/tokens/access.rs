use domain::{
    Problem, Timestamp,
    id::{FamilyId, MemberId},
    paths,
    tokens::Scopes,
};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::keys::SigningKey;
use crate::{AppState, Result};

/// The type of our access tokens (RFC 9068 section 2.1), so that no other JWT of ours is ever taken for one.
const TYPE: &str = "at+jwt";

/// Longer than any token of ours, in bytes.
const LONGEST: usize = 4096;

/// What an access token says (RFC 9068 section 2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claims {
    /// This site.
    iss: String,
    /// Whose token it is.
    pub(super) sub: MemberId,
    /// The API of this site.
    aud: String,
    /// When it ends, in seconds since the Unix epoch.
    exp: i64,
    /// When it was made, likewise.
    iat: i64,
    /// Which one it is.
    jti: String,
    /// The program that it was made for.
    client_id: String,
    /// What it is good for.
    scope: String,
    /// The sign-in that it came of; the token ends with it.
    pub(super) sid: FamilyId,
}

/// What a new access token is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) member: MemberId,
    pub(super) family: FamilyId,
    pub(super) client_id: &'a str,
    pub(super) scopes: Scopes,
    pub(super) issued_at: Timestamp,
    /// Tells this token from all others.
    pub(super) id: &'a str,
}

impl Claims {
    /// What it is good for.
    pub(super) fn scopes(&self) -> Scopes {
        Scopes::stored(&self.scope)
    }
}

/// Whom access tokens are for.
fn audience(app: &AppState) -> String {
    format!("{}{}", app.site.url, paths::API)
}

/// When a token that was issued at this moment ends.
pub(super) fn expiry(app: &AppState, issued_at: Timestamp) -> Timestamp {
    issued_at.plus_seconds(i64::try_from(app.config.tokens.access.as_secs()).unwrap_or_default())
}

/// Writes a token. The same subject and key always make the same one: Ed25519 uses no dice.
pub(super) fn sign(app: &AppState, key: &SigningKey, subject: Subject<'_>) -> Result<String> {
    let claims = Claims {
        iss: app.site.url.clone(),
        sub: subject.member,
        aud: audience(app),
        exp: expiry(app, subject.issued_at).millis() / 1000,
        iat: subject.issued_at.millis() / 1000,
        jti: subject.id.to_owned(),
        client_id: subject.client_id.to_owned(),
        scope: subject.scopes.to_string(),
        sid: subject.family,
    };
    let header = Header { typ: Some(TYPE.to_owned()), kid: Some(key.kid.clone()), ..Header::new(Algorithm::EdDSA) };
    Ok(jsonwebtoken::encode(&header, &claims, &key.encoding_key()).map_err(anyhow::Error::from)?)
}

/// Checks a token: type, algorithm, key, signature, issuer, audience and time. Whether its member may come in is for
/// the database to say.
///
/// # Errors
/// [`Problem::InvalidToken`], whatever is wrong with it.
pub(super) async fn verify(app: &AppState, token: &str) -> Result<Claims> {
    if token.len() > LONGEST {
        return Err(Problem::InvalidToken.into());
    }
    let header = jsonwebtoken::decode_header(token).map_err(|_| Problem::InvalidToken)?;
    // Extensions that we do not know must not be ignored (RFC 7515 section 4.1.11).
    let is_ours = header.alg == Algorithm::EdDSA && header.typ.as_deref() == Some(TYPE) && header.crit.is_none();
    let kid = header.kid.filter(|_| is_ours).ok_or(Problem::InvalidToken)?;
    let key = app.key_ring.find(app, &kid).await?.ok_or(Problem::InvalidToken)?;
    let decoded = jsonwebtoken::decode::<Claims>(token, &key, &validation(app));
    let claims = decoded.map_err(|_| Problem::InvalidToken)?.claims;
    if claims.exp <= app.clock.now().millis() / 1000 {
        return Err(Problem::InvalidToken.into());
    }
    Ok(claims)
}

fn validation(app: &AppState) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.set_issuer(&[&app.site.url]);
    validation.set_audience(&[audience(app)]);
    // The library would ask the machine's clock; ours is asked above.
    validation.validate_exp = false;
    validation
}
