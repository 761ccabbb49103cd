use anyhow::Context;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::Letter;
use crate::{AppState, Result, entities::outbox};

/// Puts a letter into the outbox, in the transaction that is the reason for it. It leaves after that was committed.
///
/// # Errors
/// If the row cannot be written.
pub async fn send(db: &impl ConnectionTrait, app: &AppState, letter: &Letter) -> Result<()> {
    let payload = serde_json::to_string(letter).context("a letter cannot be written")?;
    put(db, app, payload, "waiting").await?;
    app.outbox.ring();
    Ok(())
}

/// Does what [`send`] does in the database, for nobody: where whoever asked for a letter must not learn from the time it
/// takes whether there was anybody to write to.
///
/// # Errors
/// As [`send`].
pub async fn send_to_nobody(db: &impl ConnectionTrait, app: &AppState) -> Result<()> {
    put(db, app, String::new(), "done").await
}

async fn put(db: &impl ConnectionTrait, app: &AppState, payload: String, state: &str) -> Result<()> {
    let now = app.clock.now().millis();
    let row = outbox::ActiveModel {
        id: Set(app.ids.uuid()),
        kind: Set("letter".to_owned()),
        payload: Set(payload),
        state: Set(state.to_owned()),
        attempts: Set(0),
        due_at: Set(now),
        claimed_until: Set(None),
        created_at: Set(now),
        error: Set(None),
    };
    outbox::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
