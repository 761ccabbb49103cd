use domain::{audit::Event, id::WebhookId, webhooks::may_change};
use sea_orm::EntityTrait;

use super::load::locked;
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::webhook,
    http::Visit,
};

/// Deletes a webhook with everything that it was told and was to be told.
///
/// # Errors
/// [`Problem::Forbidden`](domain::Problem::Forbidden), [`Problem::ProofNeeded`](domain::Problem::ProofNeeded),
/// [`Problem::NotFound`](domain::Problem::NotFound).
pub async fn delete(app: &AppState, visit: &Visit, id: WebhookId) -> Result<()> {
    let actor = visit.viewer.actor()?;
    may_change(actor, app.clock.now())?;
    let txn = app.db.begin().await?;
    let known = locked(&txn, id).await?;
    webhook::Entity::delete_by_id(id.0).exec(&txn).await?;
    let entry = Entry::new(Event::WebhookDeleted).by(actor.hands()).from(&visit.client);
    audit::record(&txn, app, entry.with("webhook", id.to_string()).with("url", known.url)).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, webhook.id = %id, "Deleted a webhook");
    Ok(())
}
