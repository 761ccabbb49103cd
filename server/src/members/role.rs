use domain::{
    Problem,
    accounts::{Permission, Role},
    audit::Event,
    id::MemberId,
    members::may_hand_out,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{managers, target};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::member,
    http::Visit,
    roles,
};

/// Gives a member another role; it holds from their next request on.
///
/// # Errors
/// [`Problem::Forbidden`] for oneself, for a member who may do more than the actor, and for a role that may;
/// [`Problem::ProofNeeded`]; [`Problem::NotFound`]; the field errors `role`/`unknown` and `role`/`last_manager`.
pub async fn set_role(app: &AppState, visit: &Visit, id: MemberId, role: Role) -> Result<()> {
    let actor = visit.viewer.actor()?;
    actor.require(Permission::ManageMembers)?;
    actor.require_proof(app.clock.now())?;
    let txn = app.db.begin().await?;
    managers::lock(&txn).await?;
    let target = target(&txn, id).await?;
    target.facts().may_manage(actor)?;
    may_hand_out(actor, roles::permissions_of(&txn, role.as_str()).await?)?;
    change_role(&txn, &target.row, role).await?;
    let entry = Entry::new(Event::MemberRoleChanged).by(actor.id).about(id).from(&visit.client);
    audit::record(&txn, app, entry.with("from", target.row.role).with("to", role.as_str())).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, member.id = %id, member.role = %role, "Changed a member's role");
    Ok(())
}

/// Changes the row, after [`managers::lock`].
///
/// # Errors
/// [`Problem::NotFound`] if the member went or got another role meanwhile; the field errors `role`/`unknown` and
/// `role`/`last_manager`.
pub(crate) async fn change_role(txn: &DatabaseTransaction, row: &member::Model, role: Role) -> Result<()> {
    roles::label_of(txn, role).await?;
    let was_last = managers::is_last_manager(txn, MemberId(row.id)).await?;
    let changed = member::Entity::update_many()
        .set(member::ActiveModel { role: Set(role.as_str().to_owned()), ..Default::default() })
        .filter(member::Column::Id.eq(row.id))
        .filter(member::Column::Role.eq(&*row.role))
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Problem::NotFound.into());
    }
    if was_last && !managers::are_left(txn).await? {
        return Err(managers::none_left("role").into());
    }
    Ok(())
}
