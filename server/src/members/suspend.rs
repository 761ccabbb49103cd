use domain::{
    Problem,
    accounts::{MemberView, Permission},
    audit::Event,
    id::MemberId,
    members::SuspensionForm,
    webhooks::WebhookEvent,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{announce::announce, letters, managers, target};
use crate::{
    AppState, Result, accounts,
    audit::{self, Entry},
    entities::member,
    factors,
    http::Visit,
    mail, sessions, tokens,
};

/// Keeps a member out, from this moment on and everywhere, and tells them why.
///
/// # Errors
/// [`Problem::Forbidden`] for oneself and for a member who may do more than the actor; [`Problem::ProofNeeded`];
/// [`Problem::NotFound`]; [`Problem::IllegalMove`] if they are kept out already; the field error `reason`/`last_manager`.
pub async fn suspend(app: &AppState, visit: &Visit, id: MemberId, form: SuspensionForm) -> Result<()> {
    let actor = visit.viewer.actor()?;
    actor.require(Permission::ManageMembers)?;
    actor.require_proof(app.clock.now())?;
    let txn = app.db.begin().await?;
    managers::lock(&txn).await?;
    let target = target(&txn, id).await?;
    target.facts().may_manage(actor)?;
    let entry = Entry::new(Event::Suspended).by(actor.id).from(&visit.client);
    keep_out(&txn, app, &target.row, &form, entry).await?;
    txn.commit().await?;
    tracing::info!(actor.id = %actor.id, member.id = %id, "Suspended a member");
    Ok(())
}

/// The same from the command line.
///
/// # Errors
/// As [`suspend`], without those of permissions.
pub async fn suspend_by_email(app: &AppState, email: &str, form: SuspensionForm) -> Result<MemberView> {
    let row = accounts::find(app, email).await?;
    let txn = app.db.begin().await?;
    managers::lock(&txn).await?;
    keep_out(&txn, app, &row, &form, Entry::new(Event::Suspended)).await?;
    txn.commit().await?;
    accounts::view(row)
}

async fn keep_out(
    txn: &DatabaseTransaction,
    app: &AppState,
    row: &member::Model,
    form: &SuspensionForm,
    entry: Entry,
) -> Result<()> {
    let id = MemberId(row.id);
    if managers::is_last_manager(txn, id).await? {
        return Err(managers::none_left("reason").into());
    }
    let suspended = member::Entity::update_many()
        .set(member::ActiveModel { suspended_at: Set(Some(app.clock.now().millis())), ..Default::default() })
        .filter(member::Column::Id.eq(row.id))
        .filter(member::Column::SuspendedAt.is_null())
        .exec(txn)
        .await?;
    if suspended.rows_affected == 0 {
        return Err(Problem::IllegalMove.into());
    }
    sessions::end_all(txn, id).await?;
    tokens::end_all(txn, id).await?;
    announce(txn, app, WebhookEvent::MemberSuspended, row).await?;
    // Whoever it was that got in leaves nothing behind for the day on which the member is restored.
    tokens::personal::end_all(txn, id).await?;
    factors::forget_trusted(txn, id).await?;
    mail::send(txn, app, &letters::suspended(app, row, &form.reason)).await?;
    audit::record(txn, app, entry.about(id).with("reason", &*form.reason)).await
}
