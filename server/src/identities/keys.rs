use jsonwebtoken::{
    Algorithm, DecodingKey, Header,
    jwk::{Jwk, JwkSet, PublicKeyUse},
};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::{kept::Kept, trouble::Trouble};
use crate::AppState;

/// How long keys are kept, in seconds: so long a key that the service took back is still believed.
const KEPT_SECONDS: i64 = 15 * 60;

/// How long a key that is not among them is not asked for again, in seconds. Tokens with made-up keys must not make this
/// program call the service as often as anybody likes.
const UNKNOWN_SECONDS: i64 = 60;

/// The keys with which a service signs, as it publishes them (JWKS, RFC 7517).
#[derive(Debug, Default)]
pub(super) struct KeySet(Kept<JwkSet>);

/// The document, of which a key that nobody here understands must not spoil the others.
#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

impl KeySet {
    /// The key that a token says it was signed with. A key that is not known is looked for once more, because services
    /// rotate theirs.
    pub(super) async fn key(&self, app: &AppState, url: &Url, header: &Header) -> Result<DecodingKey, Trouble> {
        for seconds in [KEPT_SECONDS, UNKNOWN_SECONDS] {
            let keys = self.0.at_most_old(&app.clock, seconds, fetch(app, url)).await?;
            if let Some(key) = find(&keys, header) {
                return Ok(key);
            }
        }
        Err(Trouble::mistrusted("a token is signed with a key that its service does not publish"))
    }
}

async fn fetch(app: &AppState, url: &Url) -> Result<JwkSet, Trouble> {
    let document: Document = app.outbound.get_json(url, None).await?;
    let keys = document.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok());
    Ok(JwkSet { keys: keys.collect() })
}

/// By its id; a token without one may only mean the only key that fits.
fn find(keys: &JwkSet, header: &Header) -> Option<DecodingKey> {
    let mut fitting = keys.keys.iter().filter(|key| fits(key, header.alg)).filter(|key| match &header.kid {
        Some(kid) => key.common.key_id.as_ref() == Some(kid),
        None => true,
    });
    let key = fitting.next()?;
    if header.kid.is_none() && fitting.next().is_some() {
        return None;
    }
    DecodingKey::from_jwk(key).ok().filter(|key| key.family().algorithms().contains(&header.alg))
}

/// Whether a key is one for signatures of this kind. What a key says of itself counts: an RSA key must never be taken for
/// the secret of an HMAC.
fn fits(key: &Jwk, algorithm: Algorithm) -> bool {
    let for_signatures = matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature));
    let for_algorithm = key.common.key_algorithm.is_none_or(|named| named.to_string() == format!("{algorithm:?}"));
    for_signatures && for_algorithm
}
