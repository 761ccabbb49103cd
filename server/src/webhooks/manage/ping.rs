use domain::{Problem, id::WebhookId, webhooks::may_use};
use serde_json::json;

use super::load::{end_rest, locked};
use crate::{
    AppState, Result,
    http::Visit,
    webhooks::{Audience, state},
};

/// Sends a webhook a message that says nothing, to try it.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`]; [`Problem::IllegalMove`] while it is turned off.
pub async fn ping(app: &AppState, visit: &Visit, id: WebhookId) -> Result<()> {
    may_use(visit.viewer.actor()?)?;
    let txn = app.db.begin().await?;
    let webhook = locked(&txn, id).await?;
    if webhook.state != state::ACTIVE {
        return Err(Problem::IllegalMove.into());
    }
    let data = json!({ "webhook": { "id": id.to_string(), "description": webhook.description } });
    // About nothing but itself, so that it waits for no other one.
    Audience::of_ping(id.0).tell(&txn, app, app.ids.uuid(), data).await?;
    end_rest(&txn, id).await?;
    Ok(txn.commit().await?)
}
