use domain::{
    Problem,
    accounts::Role,
    audit::Event,
    roles::{NewRoleForm, RoleForm},
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::allowed::{grant, may_change, names};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    database::{OnConstraint, unique},
    entities::role,
    http::Visit,
};

/// Makes a role of the installation's own.
///
/// # Errors
/// [`Problem::Forbidden`] without the permission, or if it would grant more than the actor may; [`Problem::ProofNeeded`];
/// the field errors `label`/`taken` and `label`/`characters`.
pub async fn create(app: &AppState, visit: &Visit, form: RoleForm) -> Result<Role> {
    let actor = visit.viewer.actor()?;
    may_change(actor, app.clock.now(), form.permissions)?;
    let NewRoleForm { role, form } = NewRoleForm::named(form)?;
    let taken = || Problem::field("label", "taken", "There is a role of this name already.");
    let row = role::ActiveModel {
        name: Set(role.as_str().to_owned()),
        label: Set(form.label.as_str().to_owned()),
        needs_second_factor: Set(form.needs_second_factor),
    };
    let txn = app.db.begin().await?;
    role::Entity::insert(row).exec_without_returning(&txn).await.on_constraint(&unique::ROLES, taken)?;
    grant(&txn, role.as_str(), form.permissions).await?;
    let entry = Entry::new(Event::RoleChanged).by(actor.id).from(&visit.client);
    let entry = entry.with("role", role.as_str()).with("made", true).with("granted", names(form.permissions));
    audit::record(&txn, app, entry).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, %role, "Made a role");
    Ok(role)
}
