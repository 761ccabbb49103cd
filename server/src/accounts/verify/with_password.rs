use domain::{Problem, accounts::Password};
use sea_orm::EntityTrait;

use super::{Confirmed, confirm::act, letter};
use crate::{
    AppState, Error, Result,
    accounts::{
        Admitted, Entrance, Way, admit::admit, given::Given, guess::guess, limits, proofs::Checked, read::address,
    },
    entities::member,
    http::Visit,
};

/// Somebody who answered a letter with the password of its account.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Whether they are signed in.
    pub admitted: Admitted,
    /// What came of the letter; nothing for whoever has to show their second factor first. Theirs is good still, and
    /// answered once they are in.
    pub confirmed: Option<Confirmed>,
}

/// Answers a letter about an address outside of any session of its member: link or code show the mailbox, the password shows
/// the account. Signs in.
///
/// The letter is looked at first, so that whoever has none learns nothing of a password; a wrong one counts as the guess
/// that it is and leaves the letter as it was. An account without a password answers as to a wrong one.
///
/// # Errors
/// [`Problem::LinkExpired`], or the field error `code`/`wrong`; the field error `password`/`wrong`; the field error
/// `email`/`taken` if somebody else has the new address by now; [`Problem::TooManyAttempts`], counted with sign-ins;
/// [`Problem::Suspended`]; [`Problem::NotWhileActing`].
pub async fn confirm_with_password(
    app: &AppState,
    visit: &Visit,
    given: &Given,
    password: &Password,
    remember: bool,
) -> Result<Entered> {
    if let Ok(actor) = visit.viewer.actor() {
        actor.require_own_hands()?;
    }
    limits::proof(app, visit).await?;
    let (to_be, proof) = letter::check(app, visit, given).await?;
    let member = owner(app, visit, &proof, password).await?;
    let admitted = admit(app, visit, member, Entrance { way: Way::Password, remember }).await?;
    let confirmed = match admitted {
        Admitted::SecondFactor => None,
        Admitted::In(_) | Admitted::FactorNeeded(_) => Some(act(app, visit, to_be, proof).await?),
    };
    Ok(Entered { admitted, confirmed })
}

/// The member whom the letter is about, if this is their password.
async fn owner(app: &AppState, visit: &Visit, proof: &Checked, password: &Password) -> Result<member::Model> {
    let id = proof.member.ok_or(Problem::LinkExpired)?;
    let member = member::Entity::find_by_id(id.0).one(app.db.read()).await?.ok_or(Problem::LinkExpired)?;
    let told = |error: Error| if error.is(&Problem::WrongCredentials) { wrong().into() } else { error };
    let known = guess(app, visit, &address(&member)?, password).await.map_err(told)?;
    // Another account has that address by now, if at all.
    if known.id == id.0 { Ok(known) } else { Err(Problem::LinkExpired.into()) }
}

fn wrong() -> Problem {
    Problem::field("password", "wrong", "This is not the password of the account.")
}
