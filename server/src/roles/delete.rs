use domain::{
    Problem,
    accounts::{Permissions, Role},
    audit::Event,
    members::may_hand_out,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};

use super::{allowed::may_change, read::permissions_of};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::{member, role},
    http::Visit,
    members::managers,
};

/// Deletes a role of the installation's own, and gives its members another one. Open invitations with it go.
///
/// # Errors
/// [`Problem::NotFound`] if there is no such role; [`Problem::Forbidden`] for one that every installation has, without the
/// permission, or if it may do more than the actor; [`Problem::ProofNeeded`]; the field errors `move_to`/`required` while
/// it has members and `move_to`/`last_manager`.
pub async fn delete(app: &AppState, visit: &Visit, role: Role, move_to: Option<Role>) -> Result<()> {
    let actor = visit.viewer.actor()?;
    may_change(actor, app.clock.now(), Permissions::default())?;
    if role.is_built_in() {
        return Err(Problem::Forbidden.into());
    }
    let txn = app.db.begin().await?;
    managers::lock(&txn).await?;
    role::Entity::find_by_id(role.as_str()).lock_exclusive().one(&txn).await?.ok_or(Problem::NotFound)?;
    may_hand_out(actor, permissions_of(&txn, role.as_str()).await?)?;
    if let Some(other) = move_to.filter(|other| *other != role) {
        may_hand_out(actor, permissions_of(&txn, other.as_str()).await?)?;
        give(&txn, role, other).await?;
    }
    if member::Entity::find().filter(member::Column::Role.eq(role.as_str())).count(&txn).await? > 0 {
        return Err(Problem::field("move_to", "required", "Choose the role that its members get instead.").into());
    }
    role::Entity::delete_by_id(role.as_str()).exec(&txn).await?;
    if !managers::are_left(&txn).await? {
        return Err(managers::none_left("move_to").into());
    }
    let entry = Entry::new(Event::RoleChanged).by(actor.id).from(&visit.client);
    let entry = entry.with("role", role.as_str()).with("deleted", true);
    let entry = move_to.iter().fold(entry, |entry, other| entry.with("moved_to", other.as_str()));
    audit::record(&txn, app, entry).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, %role, "Deleted a role");
    Ok(())
}

async fn give(txn: &DatabaseTransaction, role: Role, other: Role) -> Result<()> {
    role::Entity::find_by_id(other.as_str())
        .one(txn)
        .await?
        .ok_or_else(|| Problem::field("move_to", "unknown", "There is no such role any more."))?;
    member::Entity::update_many()
        .set(member::ActiveModel { role: Set(other.as_str().to_owned()), ..Default::default() })
        .filter(member::Column::Role.eq(role.as_str()))
        .exec(txn)
        .await?;
    Ok(())
}
