use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use super::{
    backoff, disable,
    send::{Attempt, Outcome},
};
use crate::{
    AppState, Result,
    entities::{webhook, webhook_attempt, webhook_delivery},
    webhooks::state,
};

/// The longest reason that its column holds, in characters.
const LONGEST_REASON: usize = 500;
/// How long a message waits whose host is left alone, in seconds.
const LEFT_ALONE_SECONDS: i64 = 30;

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    Delivered,
    PutOff,
    Failed,
}

/// Writes down how it went, and when it goes on. A webhook that has not accepted anything for days is turned off.
pub(super) async fn settle(
    app: &AppState,
    webhook: &webhook::Model,
    delivery: &webhook_delivery::Model,
    attempt: &Attempt,
) -> Result<Settled> {
    let dice = u64::from_le_bytes(app.ids.secret());
    let (settled, change) = match attempt.outcome {
        Outcome::Accepted => (Settled::Delivered, into(state::DELIVERED)),
        Outcome::LeftAlone => (Settled::PutOff, not_tried(app, delivery)),
        Outcome::Refused(_) | Outcome::Gone => match backoff::seconds_after(delivery.attempts, dice) {
            Some(wait) => (Settled::PutOff, again_in(app, wait)),
            None => (Settled::Failed, into(state::FAILED)),
        },
    };
    let txn = app.db.begin().await?;
    if !is_still_ours(&txn, delivery, change).await? {
        tracing::warn!(delivery.id = %delivery.id, "Telling a webhook took longer than its claim, and is done again");
        return Ok(settled);
    }
    let reason = match &attempt.outcome {
        Outcome::Accepted => None,
        Outcome::Refused(reason) => Some(reason.clone()),
        Outcome::Gone => Some("It answered 410: it is gone for good.".to_owned()),
        Outcome::LeftAlone => {
            rest(&txn, app, webhook, LEFT_ALONE_SECONDS).await?;
            return Ok(txn.commit().await.map(|()| settled)?);
        }
    };
    let is_gone = matches!(attempt.outcome, Outcome::Gone);
    note(&txn, app, delivery, attempt, reason.as_deref()).await?;
    match reason {
        None => recovered(&txn, webhook).await?,
        Some(reason) => {
            tracing::warn!(webhook.id = %webhook.id, delivery.id = %delivery.id, attempts = delivery.attempts, reason, "A webhook did not accept a message");
            failed(&txn, app, webhook).await?;
            disable::disable_if_hopeless(&txn, app, webhook, is_gone, &reason).await?;
        }
    }
    txn.commit().await?;
    Ok(settled)
}

fn into(name: &str) -> webhook_delivery::ActiveModel {
    webhook_delivery::ActiveModel { state: Set(name.to_owned()), ..Default::default() }
}

fn again_in(app: &AppState, seconds: i64) -> webhook_delivery::ActiveModel {
    let due_at = app.clock.now().plus_seconds(seconds).millis();
    webhook_delivery::ActiveModel { due_at: Set(due_at), ..into(state::WAITING) }
}

/// What was not sent does not count as a try.
fn not_tried(app: &AppState, delivery: &webhook_delivery::Model) -> webhook_delivery::ActiveModel {
    webhook_delivery::ActiveModel { attempts: Set(delivery.attempts - 1), ..again_in(app, LEFT_ALONE_SECONDS) }
}

/// Changes the row of a message, if this process still holds it: others may have taken it when the claim ran out.
async fn is_still_ours(
    txn: &DatabaseTransaction,
    delivery: &webhook_delivery::Model,
    change: webhook_delivery::ActiveModel,
) -> Result<bool> {
    let change = webhook_delivery::ActiveModel { claimed_until: Set(None), ..change };
    let settled = webhook_delivery::Entity::update_many()
        .set(change)
        .filter(webhook_delivery::Column::Id.eq(delivery.id))
        .filter(webhook_delivery::Column::State.eq(state::UNDER_WAY))
        .filter(webhook_delivery::Column::Attempts.eq(delivery.attempts))
        .exec(txn)
        .await?;
    Ok(settled.rows_affected == 1)
}

async fn note(
    txn: &DatabaseTransaction,
    app: &AppState,
    delivery: &webhook_delivery::Model,
    attempt: &Attempt,
    reason: Option<&str>,
) -> Result<()> {
    let row = webhook_attempt::ActiveModel {
        id: Set(app.ids.uuid()),
        delivery_id: Set(delivery.id),
        tried_at: Set(attempt.at.millis()),
        took: Set(attempt.took),
        status: Set(attempt.status.map(i32::from)),
        error: Set(reason.map(|reason| reason.chars().take(LONGEST_REASON).collect())),
        answer: Set(attempt.answer.clone()),
    };
    webhook_attempt::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

async fn recovered(txn: &DatabaseTransaction, webhook: &webhook::Model) -> Result<()> {
    let well = webhook::ActiveModel {
        failures: Set(0),
        failing_since: Set(None),
        rests_until: Set(None),
        ..Default::default()
    };
    webhook::Entity::update_many()
        .set(well)
        .filter(webhook::Column::Id.eq(webhook.id))
        .filter(webhook::Column::FailingSince.is_not_null())
        .exec(txn)
        .await?;
    Ok(())
}

async fn failed(txn: &DatabaseTransaction, app: &AppState, webhook: &webhook::Model) -> Result<()> {
    rest(txn, app, webhook, backoff::rest_after(webhook.failures.saturating_add(1))).await?;
    let since = Expr::col(webhook::Column::FailingSince).if_null(app.clock.now().millis());
    webhook::Entity::update_many()
        .col_expr(webhook::Column::Failures, Expr::col(webhook::Column::Failures).add(1))
        .col_expr(webhook::Column::FailingSince, since)
        .filter(webhook::Column::Id.eq(webhook.id))
        .exec(txn)
        .await?;
    Ok(())
}

/// Leaves a webhook alone for a while.
async fn rest(txn: &DatabaseTransaction, app: &AppState, webhook: &webhook::Model, seconds: i64) -> Result<()> {
    let until = app.clock.now().plus_seconds(seconds).millis();
    webhook::Entity::update_many()
        .set(webhook::ActiveModel { rests_until: Set(Some(until)), ..Default::default() })
        .filter(webhook::Column::Id.eq(webhook.id))
        .exec(txn)
        .await?;
    Ok(())
}
