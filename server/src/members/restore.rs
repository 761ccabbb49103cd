use domain::{
    Problem,
    accounts::{MemberView, Permission},
    audit::Event,
    id::MemberId,
    webhooks::WebhookEvent,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{announce::announce, letters, target};
use crate::{
    AppState, Result, accounts,
    audit::{self, Entry},
    entities::member,
    http::Visit,
    mail,
};

/// Lets a member in again whom somebody kept out, and tells them.
///
/// # Errors
/// [`Problem::Forbidden`] for oneself and for a member who may do more than the actor; [`Problem::ProofNeeded`];
/// [`Problem::NotFound`]; [`Problem::IllegalMove`] if nobody keeps them out.
pub async fn restore(app: &AppState, visit: &Visit, id: MemberId) -> Result<()> {
    let actor = visit.viewer.actor()?;
    actor.require(Permission::ManageMembers)?;
    actor.require_proof(app.clock.now())?;
    let txn = app.db.begin().await?;
    let target = target(&txn, id).await?;
    target.facts().may_manage(actor)?;
    let entry = Entry::new(Event::Restored).by(actor.id).from(&visit.client);
    let_in(&txn, app, &target.row, entry).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, member.id = %id, "Restored a member");
    Ok(())
}

/// The same from the command line.
///
/// # Errors
/// As [`restore`], without those of permissions.
pub async fn restore_by_email(app: &AppState, email: &str) -> Result<MemberView> {
    let row = accounts::find(app, email).await?;
    let txn = app.db.begin().await?;
    let_in(&txn, app, &row, Entry::new(Event::Restored)).await?;
    txn.commit().await?;
    accounts::view(row)
}

async fn let_in(txn: &DatabaseTransaction, app: &AppState, row: &member::Model, entry: Entry) -> Result<()> {
    let restored = member::Entity::update_many()
        .set(member::ActiveModel { suspended_at: Set(None), ..Default::default() })
        .filter(member::Column::Id.eq(row.id))
        .filter(member::Column::SuspendedAt.is_not_null())
        .exec(txn)
        .await?;
    if restored.rows_affected == 0 {
        return Err(Problem::IllegalMove.into());
    }
    announce(txn, app, WebhookEvent::MemberRestored, row).await?;
    mail::send(txn, app, &letters::restored(app, row)).await?;
    audit::record(txn, app, entry.about(MemberId(row.id))).await
}
