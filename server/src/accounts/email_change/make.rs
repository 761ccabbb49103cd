use domain::{Problem, accounts::EmailAddress, audit::Event};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{
    AppState, Result,
    accounts::{
        letters,
        proofs::{self, Checked, Purpose},
        read::address,
    },
    audit::{self, Entry},
    database::{OnConstraint, retrying, unique},
    entities::member,
    http::Visit,
    mail,
};

/// Gives an account the address whose letter was answered.
///
/// The letter carries the address that it proves: the answer to an older one cannot confirm a newer wish.
///
/// # Errors
/// [`Problem::LinkExpired`] if the letter was used, replaced or taken back meanwhile; the field error `email`/`taken` if
/// somebody else has the address by now, which whoever holds its mailbox may know.
pub(in crate::accounts) async fn make(app: &AppState, visit: &Visit, proof: Checked) -> Result<()> {
    retrying(|| {
        let proof = proof.clone();
        Box::pin(async move {
            let txn = app.db.begin().await?;
            change(&txn, app, visit, proof).await?;
            Ok(txn.commit().await?)
        })
    })
    .await
}

async fn change(txn: &DatabaseTransaction, app: &AppState, visit: &Visit, proof: Checked) -> Result<()> {
    let proven = proofs::redeem(txn, app, proof).await?;
    let id = proven.member.ok_or(Problem::LinkExpired)?;
    let member = member::Entity::find_by_id(id.0).one(txn).await?.ok_or(Problem::LinkExpired)?;
    let old = address(&member)?;
    put(txn, app, &member, &proven.email).await?;
    if proofs::is_kept_for_another(txn, app, &proven.email, Some(id)).await? {
        return Err(taken().into());
    }
    // What was sent to the old mailbox opens nothing any more, but for the way back.
    proofs::void(txn, id, &[Purpose::VerifyEmail, Purpose::ResetPassword, Purpose::SignIn, Purpose::Confirm]).await?;
    let letter = if member.email_verified_at.is_some() {
        let way_back = proofs::issue(txn, app, Purpose::UndoEmail, Some(id), &old).await?;
        letters::email_changed(app, &member.name, old.as_str(), proven.email.as_str(), &way_back)
    } else {
        // Whoever holds that mailbox never showed that the account is theirs: it is not given to them.
        letters::email_left(app, old.as_str())
    };
    mail::send(txn, app, &letter).await?;
    let entry = Entry::own(Event::EmailChanged, id).from(&visit.client);
    audit::record(txn, app, entry.with("from", old.as_str()).with("to", proven.email.as_str())).await
}

async fn put(txn: &DatabaseTransaction, app: &AppState, member: &member::Model, email: &EmailAddress) -> Result<()> {
    let row = member::ActiveModel {
        email: Set(email.as_str().to_owned()),
        email_folded: Set(email.folded()),
        email_verified_at: Set(Some(app.clock.now().millis())),
        ..Default::default()
    };
    let changed = member::Entity::update_many()
        .set(row)
        .filter(member::Column::Id.eq(member.id))
        // The way back goes to the mailbox that this read.
        .filter(member::Column::EmailFolded.eq(&member.email_folded))
        .exec(txn)
        .await
        .on_constraint(&unique::MEMBERS_EMAIL, taken)?;
    if changed.rows_affected == 0 { Err(Problem::LinkExpired.into()) } else { Ok(()) }
}

fn taken() -> Problem {
    Problem::field("email", "taken", "Somebody else has an account with this address by now.")
}
