use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{AppState, Result, entities::webhook_message};

/// Messages that are forgotten at once, so that nobody waits long for the rows.
const BATCH: u64 = 500;

/// Forgets messages, with everything about sending them, that are older than the settings say; also those that still wait,
/// because their webhook is turned off.
///
/// # Errors
/// If the database does not answer.
pub async fn prune(app: &AppState) -> Result<()> {
    let kept = i64::try_from(app.config.webhooks.retention.as_secs()).unwrap_or(i64::MAX);
    let oldest = app.clock.now().plus_seconds(-kept).millis();
    loop {
        let old: Vec<Uuid> = webhook_message::Entity::find()
            .select_only()
            .column(webhook_message::Column::Id)
            .filter(webhook_message::Column::CreatedAt.lt(oldest))
            .order_by_asc(webhook_message::Column::CreatedAt)
            .limit(BATCH)
            .into_tuple()
            .all(app.db.read())
            .await?;
        if old.is_empty() {
            return Ok(());
        }
        webhook_message::Entity::delete_many()
            .filter(webhook_message::Column::Id.is_in(old))
            .exec(app.db.write())
            .await?;
    }
}
