//! Sessions in which an admin acts as a member. The row says as whom and until when; whether that still holds is asked
//! with every load, in the same statement.

use domain::{Timestamp, accounts::Permission, id::MemberId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Cond, Expr, ExprTrait, Func, Query, SelectStatement},
};
use tower_sessions::Session;

use super::store::id_hash;
use crate::{
    Result,
    entities::{member, role_permission, session},
};

/// The member as whom an admin acts, beside the admin under their table's own name.
const ACTED: &str = "acted";

/// Adds the member as whom somebody acts, if they still may at `now`, and the permissions of whoever it comes down to.
///
/// It ends by itself when the time is over, when either of the two is suspended, when the admin may not act as members any
/// more, and when the member may do what the admin may not, or becomes one of those who run the installation.
pub(super) fn with_acting(mut sessions: Select<session::Entity>, now: Timestamp) -> Select<session::Entity> {
    let may_still = Cond::all()
        .add(acted(member::Column::Id).equals((session::Entity, session::Column::ActingAs)))
        .add(session::Column::ActingUntil.gt(now.millis()))
        .add(acted(member::Column::SuspendedAt).is_null())
        .add(Expr::exists(permission_to_act()))
        .add(Expr::exists(permission_too_many()).not());
    let role = Func::coalesce([acted(member::Column::Role), Expr::col((member::Entity, member::Column::Role))]);
    let granted = Expr::col((role_permission::Entity, role_permission::Column::Role)).eq(role);
    let statement = QueryTrait::query(&mut sessions);
    statement.join_as(JoinType::LeftJoin, member::Entity, Alias::new(ACTED), may_still);
    statement.join(JoinType::LeftJoin, role_permission::Entity, granted);
    sessions
        .columns([session::Column::ActingAs, session::Column::ActingUntil])
        .column_as(acted(member::Column::Id), "acted_id")
        .column_as(acted(member::Column::Name), "acted_name")
        .column_as(acted(member::Column::Role), "acted_role")
        .column_as(acted(member::Column::EmailVerifiedAt), "acted_verified_at")
}

fn acted(column: member::Column) -> Expr {
    Expr::col((Alias::new(ACTED), column))
}

/// The admin's permission to act as members.
fn permission_to_act() -> SelectStatement {
    let role = Expr::col((role_permission::Entity, role_permission::Column::Role));
    Query::select()
        .expr(Expr::val(1))
        .from(role_permission::Entity)
        .and_where(role.equals((member::Entity, member::Column::Role)))
        .and_where(role_permission::Column::Permission.eq(Permission::ActAsMember.as_str()))
        .take()
}

/// A permission of the member's that only those have who run the installation, or that the admin has not.
fn permission_too_many() -> SelectStatement {
    let role = || Expr::col((role_permission::Entity, role_permission::Column::Role));
    let of_admin = Query::select()
        .column((Alias::new("of_admin"), role_permission::Column::Permission))
        .from_as(role_permission::Entity, Alias::new("of_admin"))
        .and_where(
            Expr::col((Alias::new("of_admin"), role_permission::Column::Role))
                .equals((member::Entity, member::Column::Role)),
        )
        .take();
    let permission = || Expr::col((role_permission::Entity, role_permission::Column::Permission));
    let too_many = Cond::any()
        .add(permission().is_in(Permission::OF_MANAGERS.map(Permission::as_str)))
        .add(permission().not_in_subquery(of_admin));
    Query::select()
        .expr(Expr::val(1))
        .from(role_permission::Entity)
        .and_where(role().equals((Alias::new(ACTED), member::Column::Role)))
        .cond_where(too_many)
        .take()
}

/// Lets the session's own member act as another one. Answers whether they do: not if they act already, or signed out
/// meanwhile.
///
/// # Errors
/// If the row cannot be written.
pub(crate) async fn act_as(
    db: &impl ConnectionTrait,
    session: &Session,
    admin: MemberId,
    member: MemberId,
    (now, until): (Timestamp, Timestamp),
) -> Result<bool> {
    let Some(id) = session.id() else { return Ok(false) };
    let idle =
        Condition::any().add(session::Column::ActingAs.is_null()).add(session::Column::ActingUntil.lte(now.millis()));
    let row = session::ActiveModel {
        acting_as: Set(Some(member.0)),
        acting_until: Set(Some(until.millis())),
        ..Default::default()
    };
    let begun = session::Entity::update_many()
        .set(row)
        .filter(session::Column::IdHash.eq(id_hash(&id)))
        .filter(session::Column::MemberId.eq(admin.0))
        .filter(idle)
        .exec(db)
        .await?;
    Ok(begun.rows_affected == 1)
}

/// Makes the session its own member's again. Answers whether it was somebody else's: of two requests that end it, one is
/// told so.
///
/// # Errors
/// If the row cannot be written.
pub(crate) async fn stop_acting(db: &impl ConnectionTrait, session: &Session, member: MemberId) -> Result<bool> {
    let Some(id) = session.id() else { return Ok(false) };
    let row = session::ActiveModel { acting_as: Set(None), acting_until: Set(None), ..Default::default() };
    let stopped = session::Entity::update_many()
        .set(row)
        .filter(session::Column::IdHash.eq(id_hash(&id)))
        .filter(session::Column::ActingAs.eq(member.0))
        .exec(db)
        .await?;
    Ok(stopped.rows_affected == 1)
}
