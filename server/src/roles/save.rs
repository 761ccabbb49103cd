use domain::{
    Problem,
    accounts::{Permission, Permissions, Role},
    audit::Event,
    roles::RoleForm,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{
    allowed::{grant, may_change, names},
    read::permissions_of,
};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::{role, role_permission},
    http::Visit,
    members::managers,
};

/// Changes what a role is called and what it may do. Holds from its members' next request on.
///
/// # Errors
/// [`Problem::NotFound`] if there is no such role; [`Problem::Forbidden`] without the permission, or if more would be
/// given or taken than the actor may themselves; [`Problem::ProofNeeded`]; the field error `permissions`/`last_manager` if
/// nobody would be left who can manage the installation.
pub async fn save(app: &AppState, visit: &Visit, role: Role, form: RoleForm) -> Result<()> {
    let actor = visit.viewer.actor()?;
    may_change(actor, app.clock.now(), Permissions::default())?;
    let wanted: Permissions = form.permissions.iter().chain(role.keeps().iter().copied()).collect();
    let txn = app.db.begin().await?;
    managers::lock(&txn).await?;
    let present = permissions_of(&txn, role.as_str()).await?;
    let (granted, taken) = (wanted.without(present), present.without(wanted));
    may_change(actor, app.clock.now(), granted.with(taken))?;
    rename(&txn, role, &form).await?;
    take(&txn, role, taken).await?;
    grant(&txn, role.as_str(), granted).await?;
    if !managers::are_left(&txn).await? {
        return Err(managers::none_left("permissions").into());
    }
    let entry = Entry::new(Event::RoleChanged).by(actor.id).from(&visit.client).with("role", role.as_str());
    let entry = entry.with("granted", names(granted)).with("taken", names(taken));
    audit::record(&txn, app, entry.with("second_factor", form.needs_second_factor)).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, %role, "Changed a role");
    Ok(())
}

async fn rename(txn: &DatabaseTransaction, role: Role, form: &RoleForm) -> Result<()> {
    let renamed = role::Entity::update_many()
        .set(role::ActiveModel {
            label: Set(form.label.as_str().to_owned()),
            needs_second_factor: Set(form.needs_second_factor),
            ..Default::default()
        })
        .filter(role::Column::Name.eq(role.as_str()))
        .exec(txn)
        .await?;
    if renamed.rows_affected == 0 { Err(Problem::NotFound.into()) } else { Ok(()) }
}

async fn take(txn: &DatabaseTransaction, role: Role, permissions: Permissions) -> Result<()> {
    role_permission::Entity::delete_many()
        .filter(role_permission::Column::Role.eq(role.as_str()))
        .filter(role_permission::Column::Permission.is_in(permissions.iter().map(Permission::as_str)))
        .exec(txn)
        .await?;
    Ok(())
}
