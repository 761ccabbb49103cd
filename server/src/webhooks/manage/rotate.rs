use domain::{audit::Event, id::WebhookId, webhooks::may_change};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{NewSecret, load::locked, sealed_for};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::webhook,
    http::Visit,
    webhooks::Secret,
};

/// For how long messages are signed with the old secret as well, in seconds.
const OVERLAP_SECONDS: i64 = 24 * 60 * 60;

/// Gives a webhook a new secret. For a day messages are signed with both, so that the other side can change over.
///
/// # Errors
/// [`Problem::Forbidden`](domain::Problem::Forbidden), [`Problem::ProofNeeded`](domain::Problem::ProofNeeded),
/// [`Problem::NotFound`](domain::Problem::NotFound).
pub async fn rotate(app: &AppState, visit: &Visit, id: WebhookId) -> Result<NewSecret> {
    let actor = visit.viewer.actor()?;
    may_change(actor, app.clock.now())?;
    let new = NewSecret { webhook: id, secret: Secret::new(app.ids.secret()) };
    let until = app.clock.now().plus_seconds(OVERLAP_SECONDS);
    let txn = app.db.begin().await?;
    let known = locked(&txn, id).await?;
    let row = webhook::ActiveModel {
        secret: Set(app.vault.seal(&app.ids, &sealed_for(id), new.secret.bytes())?),
        old_secret: Set(Some(known.secret)),
        old_secret_until: Set(Some(until.millis())),
        ..Default::default()
    };
    webhook::Entity::update_many().set(row).filter(webhook::Column::Id.eq(id.0)).exec(&txn).await?;
    let entry = Entry::new(Event::WebhookSecretRotated).by(actor.hands()).from(&visit.client);
    audit::record(&txn, app, entry.with("webhook", id.to_string()).with("url", known.url)).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, webhook.id = %id, "Gave a webhook a new secret");
    Ok(new)
}
