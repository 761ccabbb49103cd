use domain::{
    Problem, Timestamp,
    accounts::Actor,
    id::{DeliveryId, MessageId, WebhookId},
    pagination::{Cursor, PAGE_SIZE, Page},
    webhooks::{
        AttemptView, DeliveryDetails, DeliveryRow, DeliveryState, EventSet, WebhookDetails, WebhookRow, WebhookState,
        may_use,
    },
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::state;
use crate::{
    AppState, Result,
    entities::{webhook, webhook_attempt, webhook_delivery, webhook_message},
};

/// Attempts of one delivery that are shown.
const ATTEMPTS: u64 = 50;

/// Every webhook, the oldest first.
///
/// # Errors
/// [`Problem::Forbidden`].
pub async fn list(app: &AppState, actor: &Actor) -> Result<Vec<WebhookRow>> {
    may_use(actor)?;
    let all = webhook::Entity::find().order_by_asc(webhook::Column::CreatedAt).order_by_asc(webhook::Column::Id);
    Ok(all.all(app.db.read()).await?.into_iter().map(row).collect())
}

/// One webhook.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub async fn details(app: &AppState, actor: &Actor, id: WebhookId) -> Result<WebhookDetails> {
    may_use(actor)?;
    let known = webhook::Entity::find_by_id(id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    let waiting = webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::WebhookId.eq(id.0))
        .filter(webhook_delivery::Column::State.eq(state::WAITING));
    let rotates_until = known.old_secret_until.map(Timestamp::from_millis);
    Ok(WebhookDetails {
        rotates_until: rotates_until.filter(|until| *until > app.clock.now()),
        waiting: waiting.count(app.db.read()).await?,
        row: row(known),
    })
}

/// What a webhook was told or is to be told, those of late first.
///
/// # Errors
/// As [`details`].
pub async fn deliveries(
    app: &AppState,
    actor: &Actor,
    id: WebhookId,
    before: Option<Cursor>,
) -> Result<Page<DeliveryRow>> {
    use webhook_delivery::Column;
    may_use(actor)?;
    let mut found =
        webhook_delivery::Entity::find().find_also_related(webhook_message::Entity).filter(Column::WebhookId.eq(id.0));
    if let Some(cursor) = before {
        let at = cursor.at.millis();
        let same_moment = Condition::all().add(Column::CreatedAt.eq(at)).add(Column::Id.lt(cursor.id));
        found = found.filter(Condition::any().add(Column::CreatedAt.lt(at)).add(same_moment));
    }
    let mut rows = found
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(PAGE_SIZE + 1)
        .all(app.db.read())
        .await?;
    let has_more = rows.len() as u64 > PAGE_SIZE;
    rows.truncate(usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| has_more);
    let next = last.map(|(row, _)| Cursor { at: Timestamp::from_millis(row.created_at), id: row.id });
    let items = rows.into_iter().filter_map(|(row, message)| Some(delivery_row(&row, &message?))).collect();
    Ok(Page { items, next })
}

/// One message to a webhook, with how it went each time.
///
/// # Errors
/// As [`details`].
pub async fn delivery(app: &AppState, actor: &Actor, webhook: WebhookId, id: DeliveryId) -> Result<DeliveryDetails> {
    may_use(actor)?;
    let found = webhook_delivery::Entity::find_by_id(id.0)
        .find_also_related(webhook_message::Entity)
        .filter(webhook_delivery::Column::WebhookId.eq(webhook.0))
        .one(app.db.read())
        .await?;
    let Some((row, Some(message))) = found else { return Err(Problem::NotFound.into()) };
    let attempts = webhook_attempt::Entity::find()
        .filter(webhook_attempt::Column::DeliveryId.eq(id.0))
        .order_by_desc(webhook_attempt::Column::TriedAt)
        .order_by_desc(webhook_attempt::Column::Id)
        .limit(ATTEMPTS)
        .all(app.db.read())
        .await?;
    Ok(DeliveryDetails {
        row: delivery_row(&row, &message),
        payload: message.payload,
        attempts: attempts.into_iter().map(attempt).collect(),
    })
}

fn row(row: webhook::Model) -> WebhookRow {
    WebhookRow {
        id: WebhookId(row.id),
        url: row.url,
        description: row.description,
        events: EventSet::stored(&row.events),
        state: WebhookState::stored(&row.state),
        failing_since: row.failing_since.map(Timestamp::from_millis),
        created_at: Timestamp::from_millis(row.created_at),
    }
}

fn delivery_row(row: &webhook_delivery::Model, message: &webhook_message::Model) -> DeliveryRow {
    DeliveryRow {
        id: DeliveryId(row.id),
        message: MessageId(message.id),
        event: message.event.clone(),
        happened_at: Timestamp::from_millis(message.created_at),
        state: DeliveryState::stored(&row.state),
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        due_at: Timestamp::from_millis(row.due_at),
    }
}

fn attempt(row: webhook_attempt::Model) -> AttemptView {
    AttemptView {
        at: Timestamp::from_millis(row.tried_at),
        took: u32::try_from(row.took).unwrap_or(0),
        status: row.status.and_then(|status| u16::try_from(status).ok()),
        error: row.error,
        answer: row.answer,
    }
}
