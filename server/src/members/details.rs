use domain::{
    accounts::{Actor, Permission},
    id::MemberId,
    members::MemberDetails,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    list::{labels, row},
    target,
};
use crate::{
    AppState, Result, audit,
    entities::{passkey, session, totp_seed},
};

/// All that is to be known of a member, and what the actor may do about them.
///
/// # Errors
/// [`domain::Problem::Forbidden`]; [`domain::Problem::NotFound`].
pub async fn details(app: &AppState, actor: &Actor, id: MemberId) -> Result<MemberDetails> {
    actor.require(Permission::ManageMembers)?;
    let db = app.db.read();
    let target = target(db, id).await?;
    let of_member = session::Column::MemberId.eq(id.0);
    let open =
        session::Entity::find().filter(of_member).filter(session::Column::ExpiresAt.gt(app.clock.now().millis()));
    let seed = totp_seed::Entity::find_by_id(id.0).filter(totp_seed::Column::ConfirmedAt.is_not_null());
    let events = if actor.may(Permission::ReadAudit) { Some(audit::latest_about(app, actor, id).await?) } else { None };
    Ok(MemberDetails {
        sessions: open.count(db).await?,
        has_password: target.row.password_hash.is_some(),
        passkeys: passkey::Entity::find().filter(passkey::Column::MemberId.eq(id.0)).count(db).await?,
        has_totp: seed.count(db).await? > 0,
        events,
        may_manage: target.facts().may_manage(actor).is_ok(),
        may_act_as: target.facts().may_act_as(actor).is_ok() && target.row.suspended_at.is_none(),
        member: row(target.row, &labels(db).await?),
    })
}
