use anyhow::Context;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::Letter;
use crate::{AppState, Result, entities::outbox};

/// Puts a letter into the outbox, in the transaction that is the reason for it. It leaves after that was committed.
///
/// # Errors
/// If the row cannot be written.
pub async fn send(db: &impl ConnectionTrait, app: &AppState, letter: &Letter) -> Result<()> {
    let now = app.clock.now().millis();
    let row = outbox::ActiveModel {
        id: Set(app.ids.uuid()),
        kind: Set("letter".to_owned()),
        payload: Set(serde_json::to_string(letter).context("a letter cannot be written")?),
        state: Set("waiting".to_owned()),
        attempts: Set(0),
        due_at: Set(now),
        claimed_until: Set(None),
        created_at: Set(now),
        error: Set(None),
    };
    outbox::Entity::insert(row).exec_without_returning(db).await?;
    app.outbox.ring();
    Ok(())
}
