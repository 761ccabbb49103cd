use domain::{
    Problem,
    accounts::{Actor, EmailAddress},
    audit::Event,
};
use sea_orm::{DatabaseTransaction, EntityTrait};

use crate::{
    AppState, Result,
    accounts::{
        letters, limits,
        proofs::{self, Purpose},
        read::by_email,
    },
    audit::{self, Entry},
    database::retrying,
    entities::member,
    http::Visit,
    mail,
};

/// Asks for another address. Both mailboxes are written to; nothing changes before the new one is proved. A new wish takes
/// the place of the older.
///
/// Whether somebody else has the address is not told here, but in a letter to them.
///
/// # Errors
/// [`Problem::ProofNeeded`]; the field error `email`/`same`; [`Problem::TooManyAttempts`] by member, client and mailbox.
pub async fn ask_for_email_change(app: &AppState, visit: &Visit, actor: &Actor, wish: &EmailAddress) -> Result<()> {
    actor.require_proof(app.clock.now())?;
    let member = member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    if member.email_folded == wish.folded() {
        return Err(Problem::field("email", "same", "This is your address already.").into());
    }
    limits::letter_of(app, Purpose::ChangeEmail, actor.id).await?;
    limits::letter(app, visit, Purpose::ChangeEmail, wish).await?;
    let holder = by_email(app, wish).await?;
    retrying(|| {
        let (member, holder) = (&member, holder.as_ref());
        Box::pin(async move {
            let txn = app.db.begin().await?;
            write_down(&txn, app, visit, member, wish, holder).await?;
            Ok(txn.commit().await?)
        })
    })
    .await
}

async fn write_down(
    txn: &DatabaseTransaction,
    app: &AppState,
    visit: &Visit,
    member: &member::Model,
    wish: &EmailAddress,
    holder: Option<&member::Model>,
) -> Result<()> {
    let id = domain::id::MemberId(member.id);
    let issued = proofs::issue(txn, app, Purpose::ChangeEmail, Some(id), wish).await?;
    let letter = match holder {
        Some(holder) => letters::somebody_wants_your_address(app, &holder.email),
        None => letters::prove_new_address(app, &member.name, wish.as_str(), &issued),
    };
    mail::send(txn, app, &letter).await?;
    let notice = letters::change_asked(app, &visit.client, &member.name, &member.email, wish.as_str());
    mail::send(txn, app, &notice).await?;
    audit::record(txn, app, Entry::own(Event::EmailChangeAsked, id).from(&visit.client)).await
}

/// The address that a member asked for and has not proved yet.
///
/// # Errors
/// If the database does not answer.
pub async fn wished_for_email(app: &AppState, actor: &Actor) -> Result<Option<String>> {
    proofs::wished_for(app, actor.id).await
}

/// Takes back a wish for another address; its letter is worthless then.
///
/// # Errors
/// [`Problem::NotWhileActing`].
pub async fn cancel_email_change(app: &AppState, visit: &Visit, actor: &Actor) -> Result<()> {
    actor.require_own_hands()?;
    let txn = app.db.begin().await?;
    if proofs::void(&txn, actor.id, &[Purpose::ChangeEmail]).await? > 0 {
        audit::record(&txn, app, Entry::own(Event::EmailChangeCancelled, actor.id).from(&visit.client)).await?;
    }
    Ok(txn.commit().await?)
}
