use domain::{Problem, accounts::MemberView, audit::Event, id::MemberId};

use super::actor::view;
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::member,
    http::Visit,
    sessions,
};

/// How somebody proved who they are, on the way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By password.
    Password,
    /// By joining, just now.
    Joining,
    /// By the link or the code of a letter.
    Letter,
    /// By an account elsewhere.
    Identity,
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
            Self::Letter => "letter",
            Self::Identity => "identity",
            Self::Passkey => "passkey",
        }
    }
}

/// What came of a way in.
#[derive(Clone, Debug)]
pub enum Admitted {
    /// Signed in.
    In(MemberView),
}

/// Lets a member in who has proved who they are. Every way in ends here.
///
/// # Errors
/// [`Problem::Suspended`].
pub(crate) async fn admit(app: &AppState, visit: &Visit, member: member::Model, way: Way) -> Result<Admitted> {
    if member.suspended_at.is_some() {
        return Err(Problem::Suspended.into());
    }
    let id = MemberId(member.id);
    let entry = Entry::own(Event::SignedIn, id).from(&visit.client).with("way", way.as_str());
    audit::record(app.db.write(), app, entry).await?;
    sessions::begin(app, visit, id, way.as_str()).await?;
    tracing::info!(member.id = %member.id, way = way.as_str(), "Signed in");
    Ok(Admitted::In(view(member)?))
}
