use domain::{audit::Event, id::MemberId, webhooks::WebhookEvent};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{indispensable, letters};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    comments,
    database::retrying,
    entities::member,
    mail, members, posts,
};

/// Accounts that are looked for at once.
const BATCH: u64 = 20;

/// Deletes every account whose grace is over, and answers how many. Any number of processes may do so at once.
///
/// # Errors
/// If the database does not answer; what was deleted by then stays deleted.
pub async fn delete_due(app: &AppState) -> Result<u64> {
    let mut deleted = 0;
    loop {
        let due = due(app).await?;
        if due.is_empty() {
            return Ok(deleted);
        }
        for id in due {
            deleted += u64::from(retrying(|| Box::pin(delete(app, id))).await?);
        }
    }
}

async fn due(app: &AppState) -> Result<Vec<Uuid>> {
    let due = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::DeletesAt.lte(app.clock.now().millis()))
        .order_by_asc(member::Column::DeletesAt)
        .limit(BATCH);
    Ok(due.into_tuple().all(app.db.read()).await?)
}

/// Whether it was this process that deleted the account.
async fn delete(app: &AppState, id: Uuid) -> Result<bool> {
    let txn = app.db.begin().await?;
    let reason = indispensable::reason(&txn, MemberId(id)).await?;
    // Locked, so that it is either kept or deleted, once.
    let due = member::Entity::find_by_id(id)
        .filter(member::Column::DeletesAt.lte(app.clock.now().millis()))
        .lock_exclusive()
        .one(&txn)
        .await?;
    let Some(member) = due else { return Ok(false) };
    if reason.is_some() {
        keep_after_all(&txn, app, &member).await?;
        txn.commit().await?;
        return Ok(false);
    }
    posts::forget_unpublished(&txn, MemberId(id)).await?;
    comments::forget_deleted(&txn, MemberId(id)).await?;
    mail::send(&txn, app, &letters::deleted(app, &member)).await?;
    member::Entity::delete_by_id(id).exec(&txn).await?;
    members::announce(&txn, app, WebhookEvent::MemberDeleted, &member).await?;
    audit::record(&txn, app, Entry::new(Event::Deleted).about(MemberId(id))).await?;
    txn.commit().await?;
    tracing::info!(member.id = %id, "Deleted an account");
    Ok(true)
}

/// They became the owner or the last admin since they asked.
async fn keep_after_all(txn: &DatabaseTransaction, app: &AppState, member: &member::Model) -> Result<()> {
    tracing::warn!(member.id = %member.id, "The account stays: the installation could not be managed without it");
    member::Entity::update_many()
        .set(member::ActiveModel { deletes_at: Set(None), ..Default::default() })
        .filter(member::Column::Id.eq(member.id))
        .exec(txn)
        .await?;
    mail::send(txn, app, &letters::kept(app, member)).await?;
    let entry = Entry::new(Event::DeletionCancelled).about(MemberId(member.id));
    audit::record(txn, app, entry.with("reason", "indispensable")).await
}
