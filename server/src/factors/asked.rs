use domain::id::MemberId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::trusted;
use crate::{
    AppState, Result,
    entities::{member, passkey, totp_seed},
    http::Visit,
};

/// Whether a member who came in by one factor is to show another: they have one, and this browser is not trusted.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn asked_for(app: &AppState, visit: &Visit, member: &member::Model) -> Result<bool> {
    Ok(has_one(app.db.read(), MemberId(member.id)).await? && !trusted::is_trusted(app, visit, member).await?)
}

/// Whether a member has a second factor: a confirmed authenticator app or a passkey.
///
/// # Errors
/// If the database does not answer.
pub async fn has_one(db: &impl ConnectionTrait, member: MemberId) -> Result<bool> {
    let seed = totp_seed::Entity::find_by_id(member.0).filter(totp_seed::Column::ConfirmedAt.is_not_null());
    if seed.count(db).await? > 0 {
        return Ok(true);
    }
    Ok(passkey::Entity::find().filter(passkey::Column::MemberId.eq(member.0)).count(db).await? > 0)
}
