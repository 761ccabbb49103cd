use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{webhook, webhook_delivery},
    webhooks::state,
};

/// Messages that a webhook is sent before others have their turn.
const BATCH: u64 = 10;

/// Webhooks that something is due for, as far as they are turned on and not left alone.
pub(super) async fn webhooks(app: &AppState) -> Result<Vec<Uuid>> {
    let now = app.clock.now().millis();
    let of_webhook = Expr::col((webhook_delivery::Entity, webhook_delivery::Column::WebhookId))
        .equals((webhook::Entity, webhook::Column::Id));
    let due = webhook_delivery::Entity::find()
        .select_only()
        .column(webhook_delivery::Column::Id)
        .filter(of_webhook)
        .filter(is_due(now))
        .into_query();
    let rested = Condition::any().add(webhook::Column::RestsUntil.is_null()).add(webhook::Column::RestsUntil.lte(now));
    let found = webhook::Entity::find()
        .select_only()
        .column(webhook::Column::Id)
        .filter(webhook::Column::State.eq(state::ACTIVE))
        .filter(rested)
        .filter(Expr::exists(due));
    Ok(found.into_tuple().all(app.db.read()).await?)
}

/// The next messages for a webhook, those that have waited longest first; of those about the same thing only the first.
pub(super) async fn messages(app: &AppState, webhook: Uuid) -> Result<Vec<Uuid>> {
    let due = webhook_delivery::Entity::find()
        .select_only()
        .column(webhook_delivery::Column::Id)
        .filter(webhook_delivery::Column::WebhookId.eq(webhook))
        .filter(is_due(app.clock.now().millis()))
        .filter(Expr::exists(earlier()).not())
        .order_by_asc(webhook_delivery::Column::DueAt)
        .order_by_asc(webhook_delivery::Column::Id)
        .limit(BATCH);
    Ok(due.into_tuple().all(app.db.read()).await?)
}

fn is_due(now: i64) -> SimpleExpr {
    webhook_delivery::Column::State.eq(state::WAITING).and(webhook_delivery::Column::DueAt.lte(now))
}

/// What the same webhook has to be told before, about what the message of the outer query is about.
fn earlier() -> SelectStatement {
    use webhook_delivery::Column;
    let before = Alias::new("before");
    let theirs = |column: Column| Expr::col((before.clone(), column));
    let ours = |column: Column| (webhook_delivery::Entity, column);
    Query::select()
        .expr(Expr::val(1))
        .from_as(webhook_delivery::Entity, before.clone())
        .and_where(theirs(Column::WebhookId).equals(ours(Column::WebhookId)))
        .and_where(theirs(Column::Resource).equals(ours(Column::Resource)))
        .and_where(theirs(Column::Seq).lt(Expr::col(ours(Column::Seq))))
        .and_where(theirs(Column::State).is_in([state::WAITING, state::UNDER_WAY]))
        .take()
}
