use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{backoff, state};
use crate::{AppState, Result, entities::outbox};

/// The longest reason that its column holds, in characters.
const LONGEST_REASON: usize = 500;

/// It left. Its words are forgotten: they may hold links that open accounts.
pub(super) async fn done(app: &AppState, row: &outbox::Model) -> Result<()> {
    let change = outbox::ActiveModel {
        state: Set(state::DONE.to_owned()),
        payload: Set(String::new()),
        error: Set(None),
        ..Default::default()
    };
    settle(app, row, change).await
}

/// Nobody took it; it is tried again later.
pub(super) async fn put_off(app: &AppState, row: &outbox::Model, reason: &str) -> Result<()> {
    let wait = backoff::seconds_after(row.attempts);
    tracing::warn!(outbox.id = %row.id, attempts = row.attempts, reason, "A letter did not leave; the next try is in {wait} seconds");
    let change = outbox::ActiveModel {
        state: Set(state::WAITING.to_owned()),
        due_at: Set(app.clock.now().plus_seconds(wait).millis()),
        error: Set(Some(shortened(reason))),
        ..Default::default()
    };
    settle(app, row, change).await
}

/// It is given up.
pub(super) async fn failed(app: &AppState, row: &outbox::Model, reason: &str) -> Result<()> {
    tracing::error!(outbox.id = %row.id, attempts = row.attempts, reason, "A letter was given up");
    settle(app, row, given_up(reason)).await
}

/// Gives up what a process had in hand when it died. It is not tried again: see the module.
pub(super) async fn give_up_abandoned(app: &AppState) -> Result<()> {
    let reason = "the process that sent it died; nobody knows whether it left";
    let abandoned = outbox::Entity::update_many()
        .set(given_up(reason))
        .filter(outbox::Column::State.eq(state::UNDER_WAY))
        .filter(outbox::Column::ClaimedUntil.lt(app.clock.now().millis()))
        .exec(app.db.write())
        .await?;
    if abandoned.rows_affected > 0 {
        tracing::error!(letters = abandoned.rows_affected, reason, "Letters were given up");
    }
    Ok(())
}

fn given_up(reason: &str) -> outbox::ActiveModel {
    outbox::ActiveModel {
        state: Set(state::FAILED.to_owned()),
        payload: Set(String::new()),
        error: Set(Some(shortened(reason))),
        ..Default::default()
    }
}

/// Only for what this process still holds: when its claim ran out, others gave it up already.
async fn settle(app: &AppState, row: &outbox::Model, mut change: outbox::ActiveModel) -> Result<()> {
    change.claimed_until = Set(None);
    let settled = outbox::Entity::update_many()
        .set(change)
        .filter(outbox::Column::Id.eq(row.id))
        .filter(outbox::Column::State.eq(state::UNDER_WAY))
        .filter(outbox::Column::Attempts.eq(row.attempts))
        .exec(app.db.write())
        .await?;
    if settled.rows_affected == 0 {
        tracing::warn!(outbox.id = %row.id, "A letter took longer than its claim, and was given up meanwhile");
    }
    Ok(())
}

fn shortened(reason: &str) -> String {
    reason.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_REASON).collect()
}
