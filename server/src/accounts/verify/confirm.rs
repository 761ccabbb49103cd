use domain::{
    Problem,
    accounts::{Actor, EmailAddress, TypedCode},
    audit::Event,
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{
    AppState, Error, Result,
    accounts::{
        email_change,
        given::Given,
        limits,
        proofs::{self, Checked, Presented, Purpose},
        read::address,
    },
    audit::{self, Entry},
    database::retrying,
    entities::member,
    http::Visit,
};

/// What came of confirming an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The address of the account is proved.
    Verified,
    /// The account has the new address that was wished for.
    Changed,
}

/// Confirms the address that a letter was sent to: the one of an account, or the one that it is to have. Works signed in
/// or not, on any device.
///
/// # Errors
/// [`Problem::LinkExpired`], or the field error `code`/`wrong`; the field error `email`/`taken` if somebody else has the
/// new address by now; [`Problem::TooManyAttempts`].
pub async fn confirm_address(app: &AppState, visit: &Visit, given: Given) -> Result<Confirmed> {
    limits::proof(app, visit).await?;
    match proofs::check(app, visit, Purpose::VerifyEmail, given.presented()).await {
        Err(Error::Problem(Problem::LinkExpired)) => {
            let proof = proofs::check(app, visit, Purpose::ChangeEmail, given.presented()).await?;
            email_change::make(app, visit, proof).await
        }
        proof => verify(app, visit, proof?).await,
    }
}

/// The same by a code, for a member who is signed in and so need not say which mailbox it was sent to.
///
/// # Errors
/// As [`confirm_address`]; [`Problem::NotWhileActing`].
pub async fn confirm_by_code(app: &AppState, visit: &Visit, actor: &Actor, code: TypedCode) -> Result<Confirmed> {
    actor.require_own_hands()?;
    limits::proof(app, visit).await?;
    if proofs::wished_for(app, actor.id).await?.is_some() {
        let presented = Presented::OwnCode { member: actor.id, code: &code };
        let proof = proofs::check(app, visit, Purpose::ChangeEmail, presented).await?;
        return email_change::make(app, visit, proof).await;
    }
    let member = member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    let presented = Presented::Code { email: &address(&member)?, code: &code };
    verify(app, visit, proofs::check(app, visit, Purpose::VerifyEmail, presented).await?).await
}

async fn verify(app: &AppState, visit: &Visit, proof: Checked) -> Result<Confirmed> {
    retrying(|| Box::pin(redeem(app, visit, proof.clone()))).await?;
    Ok(Confirmed::Verified)
}

async fn redeem(app: &AppState, visit: &Visit, proof: Checked) -> Result<()> {
    let txn = app.db.begin().await?;
    let proven = proofs::redeem(&txn, app, proof).await?;
    let member = proven.member.ok_or(Problem::LinkExpired)?;
    mark_verified(&txn, app, visit, member, &proven.email).await?;
    Ok(txn.commit().await?)
}

/// Notes that the address of an account is its member's, if it is still this one.
///
/// # Errors
/// [`Problem::LinkExpired`] if the account has another address by now.
pub(in crate::accounts) async fn mark_verified(
    txn: &DatabaseTransaction,
    app: &AppState,
    visit: &Visit,
    member: MemberId,
    email: &EmailAddress,
) -> Result<()> {
    let row = member::ActiveModel { email_verified_at: Set(Some(app.clock.now().millis())), ..Default::default() };
    let marked = member::Entity::update_many()
        .set(row)
        .filter(member::Column::Id.eq(member.0))
        .filter(member::Column::EmailFolded.eq(email.folded()))
        .exec(txn)
        .await?;
    if marked.rows_affected == 0 {
        return Err(Problem::LinkExpired.into());
    }
    audit::record(txn, app, Entry::own(Event::EmailVerified, member).from(&visit.client)).await
}
