use domain::{Problem, tokens::OpaqueKind};

use super::{access, families, issue::count_unknown, personal};
use crate::{AppState, Error, Result, http::Visit};

/// Ends a token that somebody holds, whichever kind it is (RFC 7009): with a refresh or an access token the sign-in
/// that it came of, with a personal token that. Holding it is all that it takes, so whoever finds one can end it, too.
///
/// # Errors
/// None for a token that is unknown or has ended: it is as ended as was asked for. [`Problem::TooManyAttempts`] for an
/// address that brings many of those.
pub async fn revoke(app: &AppState, visit: &Visit, token: &str) -> Result<()> {
    let client = &visit.client;
    let ended = if OpaqueKind::Refresh.recognises(token) {
        families::end_by_token(app, client, token).await?
    } else if OpaqueKind::Personal.recognises(token) {
        personal::end_by_token(app, client, token).await?
    } else {
        match access::verify(app, token).await {
            Ok(claims) => families::end_by_id(app, client, claims.sid).await?,
            Err(Error::Problem(Problem::InvalidToken)) => false,
            Err(error) => return Err(error),
        }
    };
    if ended { Ok(()) } else { count_unknown(app, visit).await }
}
