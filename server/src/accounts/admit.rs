use domain::{FieldErrors, Problem, accounts::MemberView, audit::Event, factors::FactorCode, id::MemberId};
use serde::{Deserialize, Serialize};

use super::{actor::view, confirm};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    database, devices,
    entities::member,
    factors,
    http::Visit,
    sessions,
};

/// How somebody proved who they are, on the way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By password.
    Password,
    /// By joining, just now.
    Joining,
    /// By the link or the code of a letter.
    Letter,
    /// By a new password, chosen by the link or the code of a letter.
    Reset,
    /// By an account elsewhere, whose service need not have asked for anything.
    Identity,
    /// By an account elsewhere, whose service shows that they signed in to it just now.
    FreshIdentity,
    /// By a passkey, which is two factors in one.
    Passkey,
}

impl Way {
    /// The name in sessions and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Joining => "joining",
            Self::Letter | Self::Reset => "letter",
            Self::Identity | Self::FreshIdentity => "identity",
            Self::Passkey => "passkey",
        }
    }
}

/// A way in, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrance {
    /// How they proved who they are.
    pub way: Way,
    /// Whether the session outlives the browser.
    pub remember: bool,
}

/// What came of a way in.
#[derive(Clone, Debug)]
pub enum Admitted {
    /// Signed in.
    In(MemberView),
    /// Signed in, but without permissions until they set up the second factor that their role demands.
    FactorNeeded(MemberView),
    /// Not signed in: the session waits for a second factor.
    SecondFactor,
}

/// Lets a member in who has proved who they are, or has them show their second factor first. Every way in ends here.
///
/// # Errors
/// [`Problem::Suspended`].
pub(crate) async fn admit(
    app: &AppState,
    visit: &Visit,
    member: member::Model,
    entrance: Entrance,
) -> Result<Admitted> {
    if member.suspended_at.is_some() {
        return Err(Problem::Suspended.into());
    }
    if entrance.way != Way::Passkey && factors::asked_for(app, visit, &member).await? {
        factors::wait(app, visit, &member, entrance).await?;
        return Ok(Admitted::SecondFactor);
    }
    let is_proof = is_proof(app, &member, entrance.way).await?;
    let_in(app, visit, member, entrance, is_proof).await
}

/// Whether whoever came this way, and was asked for nothing more, may go on to what is sensitive: they would not be asked
/// for another proof than the one that they have just given.
async fn is_proof(app: &AppState, member: &member::Model, way: Way) -> Result<bool> {
    match way {
        Way::Password | Way::Joining | Way::Reset | Way::FreshIdentity | Way::Passkey => Ok(true),
        Way::Letter => confirm::is_for_mailbox(app, member).await,
        Way::Identity => Ok(false),
    }
}

/// Signs a member in of whom nothing more is asked. With `is_proof` they have just proved who they are.
///
/// # Errors
/// If it cannot be written down.
pub(crate) async fn let_in(
    app: &AppState,
    visit: &Visit,
    member: member::Model,
    entrance: Entrance,
    is_proof: bool,
) -> Result<Admitted> {
    let (id, way) = (MemberId(member.id), entrance.way.as_str());
    let guest = devices::guest(app, visit, id).await?;
    database::retrying(|| {
        Box::pin(async {
            let txn = app.db.begin().await?;
            devices::greet(&txn, app, visit, (&member, entrance.way), &guest).await?;
            audit::record(&txn, app, Entry::own(Event::SignedIn, id).from(&visit.client).with("way", way)).await?;
            Ok(txn.commit().await?)
        })
    })
    .await?;
    sessions::begin(app, visit, &member, entrance, is_proof).await?;
    tracing::info!(member.id = %member.id, way, "Signed in");
    let is_lacking = factors::is_lacking(app, id).await?;
    let member = view(member)?;
    Ok(if is_lacking { Admitted::FactorNeeded(member) } else { Admitted::In(member) })
}

/// Lets a program in whose member gave it their password: as [`admit`], but without a session, so the code of a second
/// factor has to come along. No device of a program is trusted.
///
/// # Errors
/// [`Problem::Suspended`]; [`Problem::SecondFactorNeeded`] without a code where one is asked for; the field error
/// `code`; [`Problem::TooManyAttempts`].
pub(crate) async fn admit_program(app: &AppState, visit: &Visit, member: &member::Model, code: &str) -> Result<()> {
    if member.suspended_at.is_some() {
        return Err(Problem::Suspended.into());
    }
    let id = MemberId(member.id);
    if !factors::has_one(app.db.read(), id).await? {
        return Ok(());
    }
    if code.trim().is_empty() {
        return Err(Problem::SecondFactorNeeded.into());
    }
    let code = FactorCode::parse(code).map_err(|error| Problem::Invalid { fields: FieldErrors::one("code", error) })?;
    factors::redeem(app, visit, id, &code).await
}
