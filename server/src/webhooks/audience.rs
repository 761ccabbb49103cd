use domain::webhooks::{EventSet, WebhookEvent};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::state;
use crate::{
    AppState,
    entities::{webhook, webhook_delivery, webhook_message},
};

/// Who is to be told of an event. Asked within the transaction that makes it true; what is to be told is only put
/// together if there is anybody.
#[derive(Debug)]
pub(crate) struct Audience {
    event: WebhookEvent,
    /// Webhooks that are told.
    active: Vec<Uuid>,
    /// Whether there are others, which are turned off and may ask for it later.
    has_absent: bool,
}

impl Audience {
    /// Everybody who subscribed to `event`.
    ///
    /// # Errors
    /// If the database does not answer.
    pub(crate) async fn of(txn: &DatabaseTransaction, event: WebhookEvent) -> Result<Self, DbErr> {
        let all: Vec<(Uuid, String, String)> = webhook::Entity::find()
            .select_only()
            .columns([webhook::Column::Id, webhook::Column::Events, webhook::Column::State])
            .into_tuple()
            .all(txn)
            .await?;
        let subscribed = all.into_iter().filter(|(_, events, _)| EventSet::stored(events).contains(event));
        let (active, absent): (Vec<_>, Vec<_>) = subscribed.partition(|(.., state)| state == state::ACTIVE);
        let active = active.into_iter().map(|(id, ..)| id).collect();
        Ok(Self { event, active, has_absent: !absent.is_empty() })
    }

    /// One webhook, to be told that it is tried.
    pub(super) fn of_ping(webhook: Uuid) -> Self {
        Self { event: WebhookEvent::Ping, active: vec![webhook], has_absent: false }
    }

    /// Whether nobody wants to know, so that nothing has to be put together.
    pub(crate) const fn is_empty(&self) -> bool {
        self.active.is_empty() && !self.has_absent
    }

    /// Writes down what they are told of `resource`, after the row that makes it true: whoever else changes the same
    /// resource waits for that row, so the order of messages is the order of changes. `data` holds nothing that the public
    /// may not know.
    ///
    /// # Errors
    /// If the rows cannot be written.
    pub(crate) async fn tell(
        self,
        txn: &DatabaseTransaction,
        app: &AppState,
        resource: Uuid,
        data: Value,
    ) -> Result<(), DbErr> {
        if self.is_empty() {
            return Ok(());
        }
        let now = app.clock.now();
        let body = json!({ "type": self.event.as_str(), "timestamp": now.rfc3339(), "data": data });
        let message = webhook_message::Model {
            id: app.ids.uuid(),
            event: self.event.as_str().to_owned(),
            resource,
            seq: next_seq(txn, resource).await?,
            payload: body.to_string(),
            created_at: now.millis(),
        };
        let deliveries: Vec<_> = self.active.iter().map(|webhook| delivery(app, *webhook, &message)).collect();
        webhook_message::Entity::insert(webhook_message::ActiveModel::from(message))
            .exec_without_returning(txn)
            .await?;
        if !deliveries.is_empty() {
            webhook_delivery::Entity::insert_many(deliveries).exec_without_returning(txn).await?;
            app.webhooks.ring();
        }
        Ok(())
    }
}

async fn next_seq(db: &impl ConnectionTrait, resource: Uuid) -> Result<i32, DbErr> {
    let last: Option<Option<i32>> = webhook_message::Entity::find()
        .select_only()
        .column_as(webhook_message::Column::Seq.max(), "seq")
        .filter(webhook_message::Column::Resource.eq(resource))
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.flatten().unwrap_or(0).saturating_add(1))
}

/// A message on its way to one webhook.
pub(super) fn delivery(
    app: &AppState,
    webhook: Uuid,
    message: &webhook_message::Model,
) -> webhook_delivery::ActiveModel {
    let now = app.clock.now().millis();
    webhook_delivery::ActiveModel {
        id: Set(app.ids.uuid()),
        webhook_id: Set(webhook),
        message_id: Set(message.id),
        resource: Set(message.resource),
        seq: Set(message.seq),
        state: Set(state::WAITING.to_owned()),
        attempts: Set(0),
        due_at: Set(now),
        claimed_until: Set(None),
        created_at: Set(now),
    }
}
