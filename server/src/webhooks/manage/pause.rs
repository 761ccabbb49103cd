use domain::{Problem, audit::Event, id::WebhookId, webhooks::may_change};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::load::locked;
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::{webhook, webhook_delivery},
    http::Visit,
    webhooks::state,
};

/// Turns a webhook off. What waits stays; what happens meanwhile is written down, and is sent when somebody asks for it.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::ProofNeeded`], [`Problem::NotFound`]; [`Problem::IllegalMove`] if it is off already.
pub async fn pause(app: &AppState, visit: &Visit, id: WebhookId) -> Result<()> {
    set(app, visit, id, false).await
}

/// Turns a webhook on again. What waits is sent at once.
///
/// # Errors
/// As [`pause`]; [`Problem::IllegalMove`] if it is on already.
pub async fn resume(app: &AppState, visit: &Visit, id: WebhookId) -> Result<()> {
    set(app, visit, id, true).await
}

async fn set(app: &AppState, visit: &Visit, id: WebhookId, on: bool) -> Result<()> {
    let actor = visit.viewer.actor()?;
    may_change(actor, app.clock.now())?;
    let txn = app.db.begin().await?;
    let known = locked(&txn, id).await?;
    if (known.state == state::ACTIVE) == on {
        return Err(Problem::IllegalMove.into());
    }
    let name = if on { state::ACTIVE } else { state::PAUSED };
    let row = webhook::ActiveModel {
        state: Set(name.to_owned()),
        failures: Set(0),
        failing_since: Set(None),
        rests_until: Set(None),
        ..Default::default()
    };
    webhook::Entity::update_many().set(row).filter(webhook::Column::Id.eq(id.0)).exec(&txn).await?;
    if on {
        hurry(&txn, app, id).await?;
    }
    let entry = Entry::new(Event::WebhookChanged).by(actor.hands()).from(&visit.client);
    audit::record(&txn, app, entry.with("webhook", id.to_string()).with("state", name)).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, webhook.id = %id, webhook.state = name, "Turned a webhook on or off");
    app.webhooks.ring();
    Ok(())
}

async fn hurry(txn: &DatabaseTransaction, app: &AppState, id: WebhookId) -> Result<()> {
    webhook_delivery::Entity::update_many()
        .set(webhook_delivery::ActiveModel { due_at: Set(app.clock.now().millis()), ..Default::default() })
        .filter(webhook_delivery::Column::WebhookId.eq(id.0))
        .filter(webhook_delivery::Column::State.eq(state::WAITING))
        .exec(txn)
        .await?;
    Ok(())
}
