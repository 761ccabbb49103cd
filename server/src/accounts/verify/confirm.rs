use domain::{
    Problem,
    accounts::{Actor, EmailAddress, TypedCode},
    audit::Event,
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::letter;
use crate::{
    AppState, Result,
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

/// What comes of confirming an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The address of the account is proved.
    Verified,
    /// The account has the new address that was wished for.
    Changed,
}

/// Confirms the address that a letter was sent to, by its link, in a session of the member whose letter it is.
///
/// # Errors
/// [`Problem::LinkExpired`]; [`Problem::SignInNeeded`] if the letter is another member's; the field error `email`/`taken` if
/// somebody else has the new address by now; [`Problem::NotWhileActing`]; [`Problem::TooManyAttempts`].
pub async fn confirm_by_link(app: &AppState, visit: &Visit, actor: &Actor, token: String) -> Result<Confirmed> {
    actor.require_own_hands()?;
    limits::proof(app, visit).await?;
    let (to_be, proof) = letter::check(app, visit, &Given::Link(token)).await?;
    if proof.member != Some(actor.id) {
        return Err(Problem::SignInNeeded.into());
    }
    act(app, visit, to_be, proof).await
}

/// The same by a code, which is looked for among the member's own letters alone.
///
/// # Errors
/// As [`confirm_by_link`]; the field error `code`/`wrong`.
pub async fn confirm_by_code(app: &AppState, visit: &Visit, actor: &Actor, code: TypedCode) -> Result<Confirmed> {
    actor.require_own_hands()?;
    limits::proof(app, visit).await?;
    if proofs::wished_for(app, actor.id).await?.is_some() {
        let presented = Presented::OwnCode { member: actor.id, code: &code };
        let proof = proofs::check(app, visit, Purpose::ChangeEmail, presented).await?;
        return act(app, visit, Confirmed::Changed, proof).await;
    }
    let member = member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    let presented = Presented::Code { email: &address(&member)?, code: &code };
    let proof = proofs::check(app, visit, Purpose::VerifyEmail, presented).await?;
    act(app, visit, Confirmed::Verified, proof).await
}

/// Does what a letter asks for, once it is known that its answer comes from its member.
///
/// # Errors
/// [`Problem::LinkExpired`] if it was answered or replaced meanwhile; the field error `email`/`taken`.
pub(super) async fn act(app: &AppState, visit: &Visit, to_be: Confirmed, proof: Checked) -> Result<Confirmed> {
    match to_be {
        Confirmed::Verified => retrying(|| Box::pin(redeem(app, visit, proof.clone()))).await?,
        Confirmed::Changed => email_change::make(app, visit, proof).await?,
    }
    Ok(to_be)
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
