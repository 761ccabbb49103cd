use domain::{accounts::EmailAddress, audit::Event, id::MemberId};
use sea_orm::DatabaseTransaction;

use crate::{
    AppState, Result,
    accounts::{
        letters, limits,
        proofs::{self, Purpose},
        read::by_email,
    },
    audit::{self, Entry},
    entities::member,
    http::{Client, Visit},
    mail,
};

/// Where the session keeps where it asked for a letter.
const ASKED: &str = "reset";

/// Sends a letter to choose a new password by, if the address has an account.
///
/// Whether it has cannot be told from outside: the answer is the same, and so are the statements that are run for it.
///
/// # Errors
/// [`Problem::TooManyAttempts`](domain::Problem::TooManyAttempts) by client and by mailbox, whoever has it.
pub async fn ask_for_reset(app: &AppState, visit: &Visit, email: &EmailAddress) -> Result<()> {
    limits::letter(app, visit, Purpose::ResetPassword, email).await?;
    let member = by_email(app, email).await?.filter(|member| member.suspended_at.is_none());
    let txn = app.db.begin().await?;
    send_letter(&txn, app, &visit.client, email, member.as_ref()).await?;
    txn.commit().await?;
    Ok(visit.session.insert(ASKED, email.as_str()).await?)
}

/// The mailbox to which this session asked for a letter, so that it need not be typed beside the code.
///
/// # Errors
/// If the session cannot be read.
pub async fn asked_for_reset(visit: &Visit) -> Result<Option<String>> {
    Ok(visit.session.get(ASKED).await?)
}

async fn send_letter(
    txn: &DatabaseTransaction,
    app: &AppState,
    client: &Client,
    email: &EmailAddress,
    member: Option<&member::Model>,
) -> Result<()> {
    let id = member.map(|member| MemberId(member.id));
    let issued = proofs::issue(txn, app, Purpose::ResetPassword, id, email).await?;
    match member {
        Some(member) => {
            let letter = letters::reset(app, client, &member.name, &member.email, &issued);
            mail::send(txn, app, &letter).await?;
        }
        None => mail::send_to_nobody(txn, app).await?,
    }
    let asked = Entry::new(Event::PasswordResetAsked).from(client);
    audit::record(txn, app, if let Some(id) = id { asked.about(id) } else { asked }).await
}
