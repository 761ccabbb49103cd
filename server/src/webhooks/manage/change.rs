use domain::{
    audit::Event,
    id::WebhookId,
    webhooks::{WebhookForm, may_change},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::load::{locked, require_callable};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::webhook,
    http::Visit,
};

/// Changes where a webhook leads and what it is told. Messages that wait go to the new address.
///
/// # Errors
/// [`Problem::Forbidden`](domain::Problem::Forbidden), [`Problem::ProofNeeded`](domain::Problem::ProofNeeded),
/// [`Problem::NotFound`](domain::Problem::NotFound); the field errors `url`/`address` and `url`/`not_public`.
pub async fn change(app: &AppState, visit: &Visit, id: WebhookId, form: WebhookForm) -> Result<()> {
    let actor = visit.viewer.actor()?;
    may_change(actor, app.clock.now())?;
    require_callable(app, &form.url)?;
    let txn = app.db.begin().await?;
    let known = locked(&txn, id).await?;
    let row = webhook::ActiveModel {
        url: Set(form.url.clone()),
        description: Set(form.description),
        events: Set(form.events.to_string()),
        ..Default::default()
    };
    webhook::Entity::update_many().set(row).filter(webhook::Column::Id.eq(id.0)).exec(&txn).await?;
    let entry = Entry::new(Event::WebhookChanged).by(actor.hands()).from(&visit.client);
    let entry = entry.with("webhook", id.to_string()).with("from", known.url).with("url", form.url);
    audit::record(&txn, app, entry.with("events", form.events.to_string())).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, webhook.id = %id, "Changed a webhook");
    Ok(())
}
