use domain::{
    Problem, Timestamp,
    accounts::{Actor, Permission, Permissions},
    members::may_hand_out,
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};

use crate::{Result, entities::role_permission};

/// Goes on for those who may change roles, have just proved who they are, and do not give or take what they do not have
/// themselves.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::ProofNeeded`], [`Problem::NotWhileActing`].
pub(super) fn may_change(actor: &Actor, now: Timestamp, change: Permissions) -> Result<(), Problem> {
    actor.require(Permission::ManageRoles)?;
    actor.require_proof(now)?;
    may_hand_out(actor, change)
}

/// Writes down what a role may do that may do nothing yet.
pub(super) async fn grant(txn: &DatabaseTransaction, role: &str, permissions: Permissions) -> Result<()> {
    let rows: Vec<_> = permissions
        .iter()
        .map(|permission| role_permission::ActiveModel {
            role: Set(role.to_owned()),
            permission: Set(permission.as_str().to_owned()),
        })
        .collect();
    if !rows.is_empty() {
        role_permission::Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Permissions by their names, for the record.
pub(super) fn names(permissions: Permissions) -> String {
    permissions.iter().map(Permission::as_str).collect::<Vec<_>>().join(" ")
}
