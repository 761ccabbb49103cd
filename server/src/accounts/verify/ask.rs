use domain::{
    Problem,
    accounts::{Actor, EmailAddress},
    id::MemberId,
};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{
    AppState, Result,
    accounts::{
        letters, limits,
        proofs::{self, Purpose},
        read::address,
    },
    entities::member,
    http::Visit,
    mail,
};

/// Sends a member the letter once more that asks whether their address is theirs. Does nothing if that is known.
///
/// # Errors
/// [`Problem::TooManyAttempts`] by client and by mailbox; [`Problem::NotWhileActing`].
pub async fn ask_for_verification(app: &AppState, visit: &Visit, actor: &Actor) -> Result<()> {
    actor.require_own_hands()?;
    let member = member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    if member.email_verified_at.is_some() {
        return Ok(());
    }
    limits::letter(app, visit, Purpose::VerifyEmail, &address(&member)?).await?;
    let txn = app.db.begin().await?;
    send_letter(&txn, app, &member).await?;
    Ok(txn.commit().await?)
}

/// Asks a new member whether their address is theirs.
///
/// # Errors
/// If the letter cannot be written.
pub(crate) async fn send_letter(db: &impl ConnectionTrait, app: &AppState, member: &member::Model) -> Result<()> {
    let email: EmailAddress = address(member)?;
    let issued = proofs::issue(db, app, Purpose::VerifyEmail, Some(MemberId(member.id)), &email).await?;
    mail::send(db, app, &letters::verify(app, &member.name, email.as_str(), &issued)).await
}
