use domain::{Problem, accounts::Permission, audit::Event, id::InvitationId};
use sea_orm::EntityTrait;

use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::invitation,
    http::Visit,
};

/// Takes an invitation back; its link works no longer.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::NotWhileActing`]; [`Problem::NotFound`] if it is open no longer.
pub async fn revoke(app: &AppState, visit: &Visit, id: InvitationId) -> Result<()> {
    let actor = visit.viewer.actor()?;
    actor.require(Permission::ManageMembers)?;
    actor.require_own_hands()?;
    let txn = app.db.begin().await?;
    let row = invitation::Entity::find_by_id(id.0).one(&txn).await?.ok_or(Problem::NotFound)?;
    if invitation::Entity::delete_by_id(id.0).exec(&txn).await?.rows_affected == 0 {
        return Err(Problem::NotFound.into());
    }
    let entry = Entry::new(Event::InvitationRevoked).by(actor.id).from(&visit.client);
    audit::record(&txn, app, entry.with("email", row.email).with("role", row.role)).await?;
    txn.commit().await?;
    Ok(())
}
