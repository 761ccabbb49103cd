use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
    sea_query::ExprTrait,
};
use uuid::Uuid;

use super::state;
use crate::{AppState, Result, entities::outbox};

/// How long a process may work on what it claimed, in seconds. Longer than the longest conversation with a mail server
/// (six times the longest timeout, six minutes), so that who is still at it is not taken for dead.
pub(super) const CLAIM_SECONDS: i64 = 10 * 60;
/// Rows that are looked for at once.
const BATCH: u64 = 50;

/// Rows that are due, the longest overdue first.
pub(super) async fn due(app: &AppState) -> Result<Vec<Uuid>> {
    let due = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Id)
        .filter(outbox::Column::State.eq(state::WAITING))
        .filter(outbox::Column::DueAt.lte(app.clock.now().millis()))
        .order_by_asc(outbox::Column::DueAt)
        .limit(BATCH);
    Ok(due.into_tuple().all(app.db.read()).await?)
}

/// Takes a row for this process. `None` if another one was faster.
pub(super) async fn claim(app: &AppState, id: Uuid) -> Result<Option<outbox::Model>> {
    let now = app.clock.now();
    let claimed = outbox::Entity::update_many()
        .set(outbox::ActiveModel {
            state: Set(state::UNDER_WAY.to_owned()),
            claimed_until: Set(Some(now.plus_seconds(CLAIM_SECONDS).millis())),
            ..Default::default()
        })
        .col_expr(outbox::Column::Attempts, Expr::col(outbox::Column::Attempts).add(1))
        .filter(outbox::Column::Id.eq(id))
        .filter(outbox::Column::State.eq(state::WAITING))
        .filter(outbox::Column::DueAt.lte(now.millis()))
        .exec(app.db.write())
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    Ok(outbox::Entity::find_by_id(id).one(app.db.write()).await?)
}
