use domain::{Problem, accounts::TypedCode, id::MemberId};

use super::{confirmed, member, ways};
use crate::{
    AppState, Result,
    accounts::{
        limits,
        proofs::{self, Issued, Presented, Purpose},
        read::address,
    },
    entities,
    http::Visit,
    mail::{self, Letter},
};

/// Sends a code to a member who has neither a password nor a second factor to prove who they are by. Answers with the
/// mailbox.
///
/// # Errors
/// [`Problem::IllegalMove`] for any other member; [`Problem::TooManyAttempts`]; [`Problem::NotWhileActing`].
pub async fn send_code(app: &AppState, visit: &Visit) -> Result<String> {
    let row = with_mailbox_alone(app, visit).await?;
    limits::letter_of(app, Purpose::Confirm, MemberId(row.id)).await?;
    let txn = app.db.begin().await?;
    let issued = proofs::issue(&txn, app, Purpose::Confirm, Some(MemberId(row.id)), &address(&row)?).await?;
    mail::send(&txn, app, &letter(app, &row, &issued)).await?;
    txn.commit().await?;
    Ok(row.email)
}

/// Proves who is there by the code of such a letter, of which five may be tried.
///
/// # Errors
/// The field error `code`/`wrong`; [`Problem::IllegalMove`] for a member who has a password or a second factor by now;
/// [`Problem::TooManyAttempts`]; [`Problem::NotWhileActing`].
pub async fn by_code(app: &AppState, visit: &Visit, code: &TypedCode) -> Result<()> {
    let row = with_mailbox_alone(app, visit).await?;
    limits::proof(app, visit).await?;
    let presented = Presented::OwnCode { member: MemberId(row.id), code };
    let proof = proofs::check(app, visit, Purpose::Confirm, presented).await?;
    let txn = app.db.begin().await?;
    proofs::redeem(&txn, app, proof).await?;
    txn.commit().await?;
    confirmed(app, visit, member(visit)?, "letter").await
}

async fn with_mailbox_alone(app: &AppState, visit: &Visit) -> Result<entities::member::Model> {
    let row = ways::row(app, visit).await?;
    if ways::is_for_mailbox(app, &row).await? { Ok(row) } else { Err(Problem::IllegalMove.into()) }
}

/// The code alone: a link would open where the letter is read, and it is this browser that is to be believed.
fn letter(app: &AppState, member: &entities::member::Model, issued: &Issued) -> Letter {
    let site = &app.site.name;
    Letter::new(&member.email, format!("Confirm that it is you, at {site}"))
        .paragraph(format!("Hello {},", member.name))
        .paragraph("type this code where you were asked for it:")
        .code(&issued.code)
        .small(format!(
            "It works once, within {}. Never tell it to anybody: we do not ask for it. If you did not ask for it, somebody \
             may be signed in to your account: see under Settings, Sessions.",
            Purpose::Confirm.lifetime_words()
        ))
}
