use domain::{Problem, audit::Event};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{
    AppState, Result,
    accounts::{
        letters, limits,
        proofs::{self, Checked, Presented, Purpose},
        reclaim,
    },
    audit::{self, Entry},
    database::{OnConstraint, retrying, unique},
    entities::member,
    http::Visit,
    mail,
};

/// Takes a change of address back, by the link in the old mailbox: that address is in force again, every session ends, and
/// every way in goes that was added since, the password among them. Answers with the secret of a link to choose a new one.
///
/// Ways back that were sent later, to mailboxes that the account was changed to, are worthless from then on.
///
/// # Errors
/// [`Problem::LinkExpired`]; [`Problem::TooManyAttempts`].
pub async fn undo_email_change(app: &AppState, visit: &Visit, token: &str) -> Result<String> {
    limits::proof(app, visit).await?;
    let proof = proofs::check(app, visit, Purpose::UndoEmail, Presented::Link(token)).await?;
    retrying(|| {
        let proof = proof.clone();
        Box::pin(async move {
            let txn = app.db.begin().await?;
            let token = restore(&txn, app, visit, proof).await?;
            txn.commit().await?;
            Ok(token)
        })
    })
    .await
}

async fn restore(txn: &DatabaseTransaction, app: &AppState, visit: &Visit, proof: Checked) -> Result<String> {
    let changed_at = proof.created_at;
    let proven = proofs::redeem(txn, app, proof).await?;
    let id = proven.member.ok_or(Problem::LinkExpired)?;
    let member = member::Entity::find_by_id(id.0).one(txn).await?.ok_or(Problem::LinkExpired)?;
    let row = member::ActiveModel {
        email: Set(proven.email.as_str().to_owned()),
        email_folded: Set(proven.email.folded()),
        email_verified_at: Set(Some(app.clock.now().millis())),
        ..Default::default()
    };
    // Nobody else can have the address: it is kept for as long as the link works.
    let restored = member::Entity::update_many().set(row).filter(member::Column::Id.eq(id.0)).exec(txn).await;
    restored.on_constraint(&unique::MEMBERS_EMAIL, || Problem::LinkExpired)?;
    reclaim::clear(txn, app, id, Some(changed_at)).await?;
    proofs::void_undos_since(txn, id, changed_at).await?;
    let others =
        [Purpose::ChangeEmail, Purpose::VerifyEmail, Purpose::ResetPassword, Purpose::SignIn, Purpose::Confirm];
    proofs::void(txn, id, &others).await?;
    if member.email_folded != proven.email.folded() {
        mail::send(txn, app, &letters::email_restored(app, &member.email)).await?;
    }
    let token = proofs::issue(txn, app, Purpose::ResetPassword, Some(id), &proven.email).await?.token;
    let entry = Entry::own(Event::EmailChangeUndone, id).from(&visit.client);
    audit::record(txn, app, entry.with("from", member.email.as_str()).with("to", proven.email.as_str())).await?;
    if member.deletes_at.is_some() {
        let kept = Entry::own(Event::DeletionCancelled, id).from(&visit.client);
        audit::record(txn, app, kept.with("reason", Event::EmailChangeUndone.as_str())).await?;
    }
    Ok(token)
}
