use domain::{audit::Event, factors::TotpCode, id::MemberId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::seed;
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::totp_seed,
    http::Visit,
};

/// Takes a code of a confirmed app, and its step of time with it. `false` if it is wrong, or its step is used up.
pub(in crate::factors) async fn redeem(
    app: &AppState,
    visit: &Visit,
    member: MemberId,
    code: &TotpCode,
) -> Result<bool> {
    let row = totp_seed::Entity::find_by_id(member.0).filter(totp_seed::Column::ConfirmedAt.is_not_null());
    let Some(row) = row.one(app.db.read()).await? else { return Ok(false) };
    let Some(step) = seed::open(app, &row)?.check(code.expose(), seed::now(app)) else { return Ok(false) };
    let txn = app.db.begin().await?;
    if !use_up(&txn, member, step).await? {
        return Ok(false);
    }
    audit::record(&txn, app, Entry::own(Event::Proved, member).from(&visit.client).with("by", "totp")).await?;
    txn.commit().await?;
    Ok(true)
}

/// Marks a step as used, with all before it: of two who bring one code at the same moment, one finds a row to change.
async fn use_up(db: &impl ConnectionTrait, member: MemberId, step: u64) -> Result<bool, DbErr> {
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    let used = totp_seed::Entity::update_many()
        .set(totp_seed::ActiveModel { last_step: Set(step), ..Default::default() })
        .filter(totp_seed::Column::MemberId.eq(member.0))
        .filter(totp_seed::Column::ConfirmedAt.is_not_null())
        .filter(totp_seed::Column::LastStep.lt(step))
        .exec(db)
        .await?;
    Ok(used.rows_affected == 1)
}
