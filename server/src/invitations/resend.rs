use domain::{
    Problem,
    accounts::{EmailAddress, Permission, Role},
    audit::Event,
    id::InvitationId,
};
use sea_orm::EntityTrait;

use super::invite::{may_send, send};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::invitation,
    http::Visit,
};

/// Sends an invitation once more, for another seven days, on behalf of whoever sends it now. The link of the letter before
/// works no longer.
///
/// # Errors
/// As [`invite`](super::invite); [`Problem::NotFound`] if it is open no longer.
pub async fn resend(app: &AppState, visit: &Visit, id: InvitationId) -> Result<()> {
    let actor = visit.viewer.actor()?;
    actor.require(Permission::ManageMembers)?;
    let row = invitation::Entity::find_by_id(id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    let email = EmailAddress::parse(&row.email).map_err(|_| Problem::NotFound)?;
    let role = Role::parse(&row.role).ok_or(Problem::NotFound)?;
    may_send(app, actor, &email).await?;
    let txn = app.db.begin().await?;
    send(&txn, app, actor, &email, role).await?;
    let entry = Entry::new(Event::Invited).by(actor.id).from(&visit.client).with("again", true);
    audit::record(&txn, app, entry.with("email", row.email).with("role", row.role)).await?;
    txn.commit().await?;
    Ok(())
}
