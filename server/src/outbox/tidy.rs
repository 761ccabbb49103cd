use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::state;
use crate::{AppState, Result, entities::outbox};

/// How long it is remembered that a letter left, in days.
const DONE_DAYS: i64 = 7;
/// How long it is remembered that one was given up, in days.
const FAILED_DAYS: i64 = 30;

/// Forgets what is long done.
pub(crate) async fn tidy(app: &AppState) -> Result<()> {
    for (state, days) in [(state::DONE, DONE_DAYS), (state::FAILED, FAILED_DAYS)] {
        let oldest = app.clock.now().plus_seconds(-days * 24 * 60 * 60).millis();
        outbox::Entity::delete_many()
            .filter(outbox::Column::State.eq(state))
            .filter(outbox::Column::DueAt.lt(oldest))
            .exec(app.db.write())
            .await?;
    }
    Ok(())
}
