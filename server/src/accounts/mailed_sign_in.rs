//! Signing in by the link or the code of a letter.

use domain::{
    FieldErrors, Problem,
    accounts::{EmailAddress, TypedCode},
    id::MemberId,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::{
    Admitted, Entrance, Way,
    admit::admit,
    letters, limits,
    proofs::{self, Checked, Presented, Purpose},
    read::by_email,
    reclaim, verify,
};
use crate::{AppState, Result, database::retrying, entities::member, http::Visit, mail};

/// Where the session keeps for which letter it asked.
const ASKED: &str = "mailed_sign_in";

/// The letter that a session asked for: the code of another one is not taken from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    email: String,
    digest: String,
}

/// Somebody who came in by a letter.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Whether they are signed in.
    pub admitted: Admitted,
    /// Whether a password was taken from the account, because it was chosen by somebody who had not proved the address.
    pub reclaimed: bool,
}

/// Sends a letter to sign in by, if the address has an account, and notes in the session that it was asked for here.
///
/// As with a reset, whether the address has an account cannot be told from outside.
///
/// # Errors
/// [`Problem::TooManyAttempts`] by client and by mailbox; [`Problem::NotFound`] where this way in is off.
pub async fn ask_for_sign_in(app: &AppState, visit: &Visit, email: &EmailAddress) -> Result<()> {
    require_on(app)?;
    limits::letter(app, visit, Purpose::SignIn, email).await?;
    let member = by_email(app, email).await?.filter(|member| member.suspended_at.is_none());
    let id = member.as_ref().map(|member| MemberId(member.id));
    let txn = app.db.begin().await?;
    let issued = proofs::issue(&txn, app, Purpose::SignIn, id, email).await?;
    match &member {
        Some(member) => {
            let letter = letters::sign_in(app, &visit.client, &member.name, &member.email, &issued);
            mail::send(&txn, app, &letter).await?;
        }
        None => mail::send_to_nobody(&txn, app).await?,
    }
    txn.commit().await?;
    let asked = Asked { email: email.as_str().to_owned(), digest: issued.digest };
    Ok(visit.session.insert(ASKED, asked).await?)
}

/// The mailbox to which this session asked for a letter, for the page that takes the code.
///
/// # Errors
/// If the session cannot be read.
pub async fn asked_for_sign_in(visit: &Visit) -> Result<Option<String>> {
    Ok(visit.session.get::<Asked>(ASKED).await?.map(|asked| asked.email))
}

/// Signs in by a link, in whatever browser it was opened.
///
/// # Errors
/// [`Problem::LinkExpired`]; [`Problem::TooManyAttempts`]; [`Problem::Suspended`].
pub async fn sign_in_by_link(app: &AppState, visit: &Visit, token: &str, remember: bool) -> Result<Arrival> {
    require_on(app)?;
    limits::proof(app, visit).await?;
    let proof = proofs::check(app, visit, Purpose::SignIn, Presented::Link(token)).await?;
    arrive(app, visit, proof, remember).await
}

/// Signs in by a code, in the browser that asked for it. Read the letter on any device.
///
/// # Errors
/// The field error `code`/`wrong`; [`Problem::TooManyAttempts`]; [`Problem::Suspended`].
pub async fn sign_in_by_code(app: &AppState, visit: &Visit, code: &TypedCode, remember: bool) -> Result<Arrival> {
    require_on(app)?;
    limits::proof(app, visit).await?;
    let wrong = || Problem::Invalid { fields: FieldErrors::one("code", TypedCode::wrong()) };
    let asked = visit.session.get::<Asked>(ASKED).await?.ok_or_else(wrong)?;
    let email = EmailAddress::parse(&asked.email).map_err(|_| wrong())?;
    let proof = proofs::check(app, visit, Purpose::SignIn, Presented::Code { email: &email, code }).await?;
    if proof.digest != asked.digest {
        // Another browser asked after this one; its code is for it.
        return Err(proofs::refuse_code(app, visit, Purpose::SignIn, proof.member).await);
    }
    arrive(app, visit, proof, remember).await
}

async fn arrive(app: &AppState, visit: &Visit, proof: Checked, remember: bool) -> Result<Arrival> {
    let id = proof.member.ok_or(Problem::LinkExpired)?;
    let member = member::Entity::find_by_id(id.0).one(app.db.read()).await?.ok_or(Problem::LinkExpired)?;
    if member.suspended_at.is_some() {
        return Err(Problem::Suspended.into());
    }
    let reclaimed = member.email_verified_at.is_none() && member.password_hash.is_some();
    let member = retrying(|| Box::pin(redeem(app, visit, proof.clone(), member.clone()))).await?;
    visit.session.remove_value(ASKED).await?;
    let admitted = admit(app, visit, member, Entrance { way: Way::Letter, remember }).await?;
    Ok(Arrival { admitted, reclaimed })
}

/// Answers with the member as they are from now on.
async fn redeem(app: &AppState, visit: &Visit, proof: Checked, mut member: member::Model) -> Result<member::Model> {
    let id = MemberId(member.id);
    let txn = app.db.begin().await?;
    let proven = proofs::redeem(&txn, app, proof).await?;
    if member.email_verified_at.is_none() {
        // Anybody could have made this account; only now is it known whose the mailbox is.
        let cleared_at = reclaim::clear(&txn, app, id, None).await?;
        verify::mark_verified(&txn, app, visit, id, &proven.email).await?;
        (member.password_hash, member.password_changed_at) = (None, Some(cleared_at.millis()));
    } else {
        let still_theirs = member::Column::EmailFolded.eq(proven.email.folded());
        let owner = member::Entity::find_by_id(id.0).filter(still_theirs).one(&txn).await?;
        owner.ok_or(Problem::LinkExpired)?;
    }
    txn.commit().await?;
    Ok(member)
}

fn require_on(app: &AppState) -> Result<()> {
    if app.config.recovery.mail_sign_in { Ok(()) } else { Err(Problem::NotFound.into()) }
}
