//! Nobody can lock the installation out: there is always somebody who may manage both members and roles, and who can
//! come in.
//!
//! Every change that could take the last one away locks the same row first, so that two of them at the same moment come
//! one after the other, and the second one sees what the first one left.

use domain::{
    Problem,
    accounts::{Permission, Role},
    id::MemberId,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::{
    Result,
    entities::{member, role, role_permission},
};

/// What somebody must have to count.
const NEEDED: [Permission; 2] = [Permission::ManageMembers, Permission::ManageRoles];

/// Waits for every other change of who manages the installation. The first statement of such a transaction, before any
/// member's row is touched.
pub(crate) async fn lock(txn: &DatabaseTransaction) -> Result<()> {
    role::Entity::find_by_id(Role::Admin.as_str()).lock_exclusive().one(txn).await?;
    Ok(())
}

/// Whether somebody is left, after a change and before its commit.
pub(crate) async fn are_left(txn: &DatabaseTransaction) -> Result<bool> {
    Ok(others(txn, None).await? > 0)
}

/// Whether nobody would be left without this member. Locks until the transaction ends; ask before anything else.
///
/// # Errors
/// If the database does not answer.
pub async fn is_last_manager(txn: &DatabaseTransaction, member: MemberId) -> Result<bool> {
    lock(txn).await?;
    let row = member::Entity::find_by_id(member.0).one(txn).await?;
    let Some(row) = row.filter(|row| row.suspended_at.is_none()) else { return Ok(false) };
    Ok(manager_roles(txn).await?.contains(&row.role) && others(txn, Some(member)).await? == 0)
}

/// What is told when nobody would be left.
pub(crate) fn none_left(field: &str) -> Problem {
    let told = "Then nobody could manage the publication any more. Let somebody else do so first.";
    Problem::field(field, "last_manager", told)
}

/// How many can manage the installation, without one of them.
async fn others(txn: &DatabaseTransaction, but: Option<MemberId>) -> Result<u64> {
    let mut managers = member::Entity::find()
        .filter(member::Column::Role.is_in(manager_roles(txn).await?))
        .filter(member::Column::SuspendedAt.is_null())
        // Whoever has asked for the end of their account will not be left.
        .filter(member::Column::DeletesAt.is_null());
    if let Some(but) = but {
        managers = managers.filter(member::Column::Id.ne(but.0));
    }
    Ok(managers.limit(1).count(txn).await?)
}

async fn manager_roles(txn: &DatabaseTransaction) -> Result<Vec<String>> {
    let granted = role_permission::Entity::find()
        .filter(role_permission::Column::Permission.is_in(NEEDED.map(Permission::as_str)));
    let mut roles: Vec<String> = granted.all(txn).await?.into_iter().map(|row| row.role).collect();
    roles.sort_unstable();
    let has_all = |role: &&String| roles.iter().filter(|other| other == role).count() == NEEDED.len();
    let mut with_all: Vec<String> = roles.iter().filter(has_all).cloned().collect();
    with_all.dedup();
    Ok(with_all)
}
