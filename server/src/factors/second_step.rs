use domain::{Problem, factors::FactorCode, id::MemberId};
use serde_json::Value;

use super::{codes, passkeys, pending, trusted};
use crate::{
    AppState, Result,
    accounts::{self, Admitted, Entrance},
    entities::member,
    http::Visit,
};

/// Finishes signing in with a code of an authenticator app or a recovery code. With `trust`, this browser is not asked
/// again for thirty days.
///
/// # Errors
/// [`Problem::SignInNeeded`] if the first step has to be made again; the field error `code`/`wrong`;
/// [`Problem::TooManyAttempts`]; [`Problem::Suspended`].
pub async fn finish_by_code(app: &AppState, visit: &Visit, code: &FactorCode, trust: bool) -> Result<Admitted> {
    let (member, entrance) = pending::waiting(app, visit).await?;
    codes::redeem(app, visit, MemberId(member.id), code).await?;
    finish(app, visit, member, entrance, trust).await
}

/// What a browser needs to ask for a passkey of whoever waits.
///
/// # Errors
/// [`Problem::SignInNeeded`] as in [`finish_by_code`].
pub async fn options_to_finish(app: &AppState, visit: &Visit) -> Result<Value> {
    let (member, _) = pending::waiting(app, visit).await?;
    passkeys::options_for(app, visit, MemberId(member.id)).await
}

/// Finishes signing in with a passkey.
///
/// # Errors
/// [`Problem::SignInNeeded`] as in [`finish_by_code`]; field errors of `passkey`.
pub async fn finish_by_passkey(app: &AppState, visit: &Visit, answer: &str, trust: bool) -> Result<Admitted> {
    let (member, entrance) = pending::waiting(app, visit).await?;
    passkeys::verify(app, visit, answer, Some(MemberId(member.id))).await?;
    finish(app, visit, member, entrance, trust).await
}

async fn finish(
    app: &AppState,
    visit: &Visit,
    member: member::Model,
    entrance: Entrance,
    trust: bool,
) -> Result<Admitted> {
    if member.suspended_at.is_some() {
        return Err(Problem::Suspended.into());
    }
    pending::forget(visit).await?;
    if trust {
        trusted::trust(app, visit, &member).await?;
    }
    accounts::let_in(app, visit, member, entrance, true).await
}
