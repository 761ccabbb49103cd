use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::ExprTrait};

use super::state;
use crate::{AppState, Result, entities::outbox};

/// How far a letter may be overdue before it counts as stuck, in seconds.
const STUCK_SECONDS: i64 = 10 * 60;

/// How the outbox is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Letters that were tried in vain, or that nobody tries: overdue by ten minutes.
    pub stuck: u64,
    /// Letters that were given up, as long as they are remembered.
    pub failed: u64,
}

/// Counts what does not move.
///
/// # Errors
/// If the database does not answer.
pub async fn health(app: &AppState) -> Result<Health> {
    let overdue = app.clock.now().plus_seconds(-STUCK_SECONDS).millis();
    let stuck = outbox::Entity::find()
        .filter(outbox::Column::State.eq(state::WAITING))
        .filter(outbox::Column::Attempts.gt(0).or(outbox::Column::DueAt.lt(overdue)));
    let failed = outbox::Entity::find().filter(outbox::Column::State.eq(state::FAILED));
    Ok(Health { stuck: stuck.count(app.db.read()).await?, failed: failed.count(app.db.read()).await? })
}
