use std::fmt;

use domain::{
    Timestamp,
    id::{FamilyId, MemberId},
    tokens::Scopes,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState, Result,
    entities::token_family,
    tokens::{
        access::{self, Subject},
        digest::digest,
        keys::SigningKey,
    },
};

/// What a program is given (RFC 6749 section 5.1).
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Grant {
    /// The JWT that goes along with requests.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds for which the access token is good.
    pub expires_in: i64,
    /// Trades for the next grant, once.
    pub refresh_token: String,
    /// What the tokens are good for.
    pub scope: String,
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("scope", &self.scope).finish_non_exhaustive()
    }
}

/// The grant that goes with a refresh token. It follows from the token and from when that was made, so whoever is given
/// the token again is given the same grant again.
pub(super) fn grant(
    app: &AppState,
    key: &SigningKey,
    family: &token_family::Model,
    refresh_token: String,
    made_at: Timestamp,
) -> Result<Grant> {
    let scopes = Scopes::stored(&family.scopes);
    let digest = digest(&refresh_token);
    let subject = Subject {
        member: MemberId(family.member_id),
        family: FamilyId(family.id),
        client_id: &family.client_id,
        scopes,
        issued_at: made_at,
        id: &digest[..32],
    };
    Ok(Grant {
        access_token: access::sign(app, key, subject)?,
        token_type: "Bearer",
        expires_in: Ord::max(access::expiry(app, made_at).seconds_since(app.clock.now()), 0),
        refresh_token,
        scope: scopes.to_string(),
    })
}
