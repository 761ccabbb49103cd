use std::collections::HashSet;

use domain::{
    Problem,
    id::{DeliveryId, WebhookId},
    webhooks::{EventSet, ReplayForm, WebhookEvent, may_use},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::load::{end_rest, locked};
use crate::{
    AppState, Result,
    database::retrying,
    entities::{webhook_delivery, webhook_message},
    http::Visit,
    webhooks::{audience, state},
};

/// Messages that are asked for again at once.
const MOST: u64 = 10_000;
/// Of these, how many in one transaction.
const BATCH: u64 = 500;

/// Sends one message to a webhook again, with all its tries; at once, if it waits.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::NotFound`]; [`Problem::IllegalMove`] while it is being sent.
pub async fn replay(app: &AppState, visit: &Visit, webhook: WebhookId, id: DeliveryId) -> Result<()> {
    let actor = visit.viewer.actor()?;
    may_use(actor)?;
    let find = webhook_delivery::Entity::find_by_id(id.0).filter(webhook_delivery::Column::WebhookId.eq(webhook.0));
    find.one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    let asked = webhook_delivery::Entity::update_many()
        .set(afresh(app))
        .filter(webhook_delivery::Column::Id.eq(id.0))
        .filter(webhook_delivery::Column::State.ne(state::UNDER_WAY))
        .exec(app.db.write())
        .await?;
    if asked.rows_affected == 0 {
        return Err(Problem::IllegalMove.into());
    }
    end_rest(app.db.write(), webhook).await?;
    tracing::info!(actor.id = %actor.id, webhook.id = %webhook, delivery.id = %id, "Asked for a message again");
    app.webhooks.ring();
    Ok(())
}

/// Sends a webhook everything again that it is subscribed to and that happened in some time, also what it was not told
/// because it was turned off. Answers how many messages that are.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::NotFound`]; `to`/`too_many`.
pub async fn replay_range(app: &AppState, visit: &Visit, webhook: WebhookId, range: ReplayForm) -> Result<u64> {
    let actor = visit.viewer.actor()?;
    may_use(actor)?;
    let row = crate::entities::webhook::Entity::find_by_id(webhook.0).one(app.db.read()).await?;
    let events = EventSet::stored(&row.ok_or(Problem::NotFound)?.events);
    let wanted = happened(range, events);
    if wanted.clone().count(app.db.read()).await? > MOST {
        return Err(Problem::field("to", "too_many", "That is too much at once. Choose fewer days.").into());
    }
    let mut after = None;
    let mut count = 0;
    loop {
        let batch = next(app, &wanted, after).await?;
        let Some(last) = batch.last() else { break };
        after = Some((last.created_at, last.id));
        count += batch.len() as u64;
        retrying(|| Box::pin(ask(app, webhook, &batch))).await?;
    }
    end_rest(app.db.write(), webhook).await?;
    tracing::info!(actor.id = %actor.id, webhook.id = %webhook, messages = count, "Asked for messages again");
    app.webhooks.ring();
    Ok(count)
}

fn happened(range: ReplayForm, events: EventSet) -> Select<webhook_message::Entity> {
    webhook_message::Entity::find()
        .filter(webhook_message::Column::CreatedAt.gte(range.from.millis()))
        .filter(webhook_message::Column::CreatedAt.lt(range.to.millis()))
        .filter(webhook_message::Column::Event.is_in(events.iter().map(WebhookEvent::as_str)))
}

/// The next messages, oldest first.
async fn next(
    app: &AppState,
    wanted: &Select<webhook_message::Entity>,
    after: Option<(i64, Uuid)>,
) -> Result<Vec<webhook_message::Model>> {
    let mut cursor = wanted.clone().cursor_by((webhook_message::Column::CreatedAt, webhook_message::Column::Id));
    if let Some(after) = after {
        cursor.after(after);
    }
    Ok(cursor.first(BATCH).all(app.db.read()).await?)
}

async fn ask(app: &AppState, webhook: WebhookId, messages: &[webhook_message::Model]) -> Result<()> {
    let txn = app.db.begin().await?;
    locked(&txn, webhook).await?;
    let ids: Vec<Uuid> = messages.iter().map(|message| message.id).collect();
    let known = known(&txn, webhook, &ids).await?;
    webhook_delivery::Entity::update_many()
        .set(afresh(app))
        .filter(webhook_delivery::Column::WebhookId.eq(webhook.0))
        .filter(webhook_delivery::Column::MessageId.is_in(ids))
        .filter(webhook_delivery::Column::State.is_in([state::DELIVERED, state::FAILED]))
        .exec(&txn)
        .await?;
    let missing = messages.iter().filter(|message| !known.contains(&message.id));
    let missing: Vec<_> = missing.map(|message| audience::delivery(app, webhook.0, message)).collect();
    if !missing.is_empty() {
        webhook_delivery::Entity::insert_many(missing).exec_without_returning(&txn).await?;
    }
    Ok(txn.commit().await?)
}

async fn known(txn: &DatabaseTransaction, webhook: WebhookId, messages: &[Uuid]) -> Result<HashSet<Uuid>> {
    let known: Vec<Uuid> = webhook_delivery::Entity::find()
        .select_only()
        .column(webhook_delivery::Column::MessageId)
        .filter(webhook_delivery::Column::WebhookId.eq(webhook.0))
        .filter(webhook_delivery::Column::MessageId.is_in(messages.iter().copied()))
        .order_by_asc(webhook_delivery::Column::MessageId)
        .into_tuple()
        .all(txn)
        .await?;
    Ok(known.into_iter().collect())
}

/// As if it had never been tried.
fn afresh(app: &AppState) -> webhook_delivery::ActiveModel {
    webhook_delivery::ActiveModel {
        state: Set(state::WAITING.to_owned()),
        attempts: Set(0),
        due_at: Set(app.clock.now().millis()),
        claimed_until: Set(None),
        ..Default::default()
    }
}
