//! Limits on how often something may be tried: so many times in a window that starts with the first try.
//!
//! Counted in the database, so that the count holds for every process and over a restart.

use domain::{Problem, Timestamp};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict, SimpleExpr},
};

use crate::{AppState, Result, config::Limit, entities::throttle};

/// What came of counting a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    /// It is within the limit.
    Within,
    /// It is beyond the limit.
    TooOften {
        /// Seconds until the window ends.
        retry_after: u64,
        /// Whether it is the first one beyond the limit in this window.
        is_first: bool,
    },
}

/// Counts a try of whatever `key` names, and goes on if it is within the limit.
///
/// # Errors
/// [`Problem::TooManyAttempts`] with the seconds until the window ends.
pub(crate) async fn attempt(app: &AppState, key: &str, limit: Limit) -> Result<()> {
    match count(app, key, limit).await? {
        Tried::Within => Ok(()),
        Tried::TooOften { retry_after, .. } => Err(Problem::TooManyAttempts { retry_after }.into()),
    }
}

/// Counts a try of whatever `key` names.
///
/// Tries beyond the limit are not written down any more: a flood of them costs one small read each.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn count(app: &AppState, key: &str, limit: Limit) -> Result<Tried> {
    if let Some(retry_after) = spent(app, key, limit).await? {
        return Ok(Tried::TooOften { retry_after, is_first: false });
    }
    let now = app.clock.now();
    let row = add(app, key, now, now.plus_seconds(-seconds(limit))).await?;
    if !is_over(&row, limit) {
        return Ok(Tried::Within);
    }
    // Of simultaneous tries each has a number of its own, and one is the first beyond the limit.
    let is_first = u32::try_from(row.attempts).is_ok_and(|attempts| attempts == limit.attempts + 1);
    if is_first {
        tracing::warn!(throttle.key = key, "Too many attempts");
    }
    Ok(Tried::TooOften { retry_after: retry_after(&row, limit, now), is_first })
}

/// Whether there was a try beyond the limit in this window: then the seconds until it ends. Counts nothing.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn spent(app: &AppState, key: &str, limit: Limit) -> Result<Option<u64>> {
    let now = app.clock.now();
    let row = throttle::Entity::find_by_id(key).one(app.db.read()).await?;
    let lasts = |row: &throttle::Model| row.window_started_at > now.plus_seconds(-seconds(limit)).millis();
    Ok(row.filter(|row| lasts(row) && is_over(row, limit)).map(|row| retry_after(&row, limit, now)))
}

fn is_over(row: &throttle::Model, limit: Limit) -> bool {
    u32::try_from(row.attempts).unwrap_or(u32::MAX) > limit.attempts
}

fn retry_after(row: &throttle::Model, limit: Limit, now: Timestamp) -> u64 {
    let ends = Timestamp::from_millis(row.window_started_at).plus_seconds(seconds(limit));
    Ord::max(u64::try_from(ends.seconds_since(now)).unwrap_or(0), 1)
}

fn seconds(limit: Limit) -> i64 {
    i64::try_from(limit.window.as_secs()).unwrap_or(i64::MAX / 1000)
}

/// Forgets the tries of whatever `key` names.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn forgive(app: &AppState, key: &str) -> Result<()> {
    throttle::Entity::delete_by_id(key).exec(app.db.write()).await?;
    Ok(())
}

/// What stands for a text of any length, such as an e-mail address, in a key; the table does not show the text.
pub(crate) fn text_key(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// Adds one to the count, or starts a new window. The row stays locked until it is read back, so everyone who tries at
/// the same moment gets a number of their own.
async fn add(app: &AppState, key: &str, now: Timestamp, oldest: Timestamp) -> Result<throttle::Model> {
    let over = || Expr::col((throttle::Entity, throttle::Column::WindowStartedAt)).lte(oldest.millis());
    let if_over =
        |then: SimpleExpr, otherwise: SimpleExpr| -> SimpleExpr { Expr::case(over(), then).finally(otherwise).into() };
    let attempts = Expr::col((throttle::Entity, throttle::Column::Attempts));
    let started = Expr::col((throttle::Entity, throttle::Column::WindowStartedAt));
    let row = throttle::ActiveModel {
        throttle_key: Set(key.to_owned()),
        window_started_at: Set(now.millis()),
        attempts: Set(1),
    };
    let txn = app.db.begin().await?;
    throttle::Entity::insert(row)
        .on_conflict(
            // The count comes first: MySQL assigns from left to right, and the count looks at the window as it was.
            OnConflict::column(throttle::Column::ThrottleKey)
                .value(throttle::Column::Attempts, if_over(1.into(), attempts.add(1)))
                .value(throttle::Column::WindowStartedAt, if_over(now.millis().into(), started))
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    let row = throttle::Entity::find_by_id(key).one(&txn).await?;
    txn.commit().await?;
    let row = row.ok_or_else(|| anyhow::anyhow!("a count that was just written is gone"))?;
    if row.attempts == 1 {
        forget_old(app, now).await;
    }
    Ok(row)
}

/// Deletes counts that say nothing any more: no window is longer than a day.
async fn forget_old(app: &AppState, now: Timestamp) {
    let old = throttle::Column::WindowStartedAt.lt(now.plus_seconds(-2 * 24 * 60 * 60).millis());
    if let Err(error) = throttle::Entity::delete_many().filter(old).exec(app.db.write()).await {
        tracing::warn!(error = %error, "Could not delete old throttle counts");
    }
}
