use domain::accounts::Actor;
use serde_json::Value;

use super::verify::{options_for, verify};
use crate::{AppState, Result, http::Visit, sessions};

/// What a browser needs to ask for a passkey of whoever is signed in.
///
/// # Errors
/// [`Problem::NotWhileActing`](domain::Problem::NotWhileActing).
pub async fn options_to_prove(app: &AppState, visit: &Visit, actor: &Actor) -> Result<Value> {
    actor.require_own_hands()?;
    options_for(app, visit, actor.id).await
}

/// Proves once more, by a passkey, who is signed in.
///
/// # Errors
/// Field errors of `passkey`; [`Problem::NotWhileActing`](domain::Problem::NotWhileActing).
pub async fn prove_by_passkey(app: &AppState, visit: &Visit, actor: &Actor, answer: &str) -> Result<()> {
    actor.require_own_hands()?;
    verify(app, visit, answer, Some(actor.id)).await?;
    sessions::proved(app, visit).await
}
