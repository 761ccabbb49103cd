use domain::{
    Problem, Timestamp,
    accounts::{DisplayName, EmailAddress, JoinForm},
};
use serde::{Deserialize, Serialize};

use super::{
    attempt::{get, put},
    claim::Claim,
    finish::Arrival,
    service::Service,
    settle::{Settled, settle},
};
use crate::{
    AppState, Result,
    accounts::{Entrance, Way, admit},
    http::Visit,
};

/// How long somebody may take to say more, in seconds.
const SECONDS: i64 = 10 * 60;

const WAITING: &str = "identity_waiting";

/// Somebody whom a service sent, and who has to say more before there is an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Waiting {
    /// What people call the service.
    pub service: String,
    /// What they are called there; may be empty.
    pub name: String,
    /// The address that they have there, which has an account here already; empty if the service tells none.
    pub taken: String,
    issuer: String,
    subject: String,
    next: String,
    since: Timestamp,
}

/// Has somebody wait in this browser for saying more.
pub(super) async fn wait(app: &AppState, visit: &Visit, service: &Service, claim: Claim, next: String) -> Result<()> {
    let waiting = Waiting {
        service: service.name.clone(),
        name: claim.name.as_ref().map(DisplayName::to_string).unwrap_or_default(),
        taken: claim.email.as_ref().map(EmailAddress::to_string).unwrap_or_default(),
        issuer: claim.issuer,
        subject: claim.subject,
        next,
        since: app.clock.now(),
    };
    put(app, visit, WAITING, &waiting).await
}

/// Who waits in this browser.
///
/// # Errors
/// [`Problem::AttemptExpired`] if nobody does, or for more than ten minutes.
pub async fn waiting(app: &AppState, visit: &Visit) -> Result<Waiting> {
    let waiting: Waiting = get(app, visit, WAITING).await?.ok_or(Problem::AttemptExpired)?;
    let is_recent = app.clock.now().seconds_since(waiting.since) < SECONDS;
    if is_recent { Ok(waiting) } else { Err(Problem::AttemptExpired.into()) }
}

/// Makes an account for whoever waits, with an address that they still have to prove, and signs in.
///
/// # Errors
/// [`Problem::AttemptExpired`] as [`waiting`]; the field error `email`/`taken`; [`Problem::TooManyAttempts`].
pub async fn join(app: &AppState, visit: &Visit, form: JoinForm) -> Result<Arrival> {
    let Waiting { issuer, subject, next, .. } = waiting(app, visit).await?;
    let (email, name) = (Some(form.email), Some(form.name));
    let claim = Claim { issuer, subject, email, is_verified: false, name, is_fresh: false };
    let (member, is_new) = match settle(app, &visit.client, &claim, None).await? {
        Settled::Known(member) => (member, false),
        Settled::Joined(member) => (member, true),
        Settled::Taken | Settled::Unproved | Settled::Guarded | Settled::Nameless => {
            let told = "This address has an account already. Sign in to it and link the other one there.";
            return Err(Problem::field("email", "taken", told).into());
        }
    };
    visit.session.remove_value(WAITING).await?;
    let admitted = admit(app, visit, member, Entrance { way: Way::Identity, remember: true }).await?;
    Ok(Arrival::Entered { admitted, is_new, next })
}
