use domain::{
    Timestamp,
    accounts::{Actor, Permission, Role, Standing, Viewer},
    id::MemberId,
};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::key;
use crate::{AppState, Error, Result, accounts::Entrance, entities::member, http::Visit};

/// Signs a member in: the session gets a new id, so that nobody who knew the old one is signed in with them. What a stranger
/// typed before signing in stays in it; what it held of another member does not. The middleware stores it with the answer.
/// It holds for `member` as they were when they were looked at: should their password have changed since, it is worth
/// nothing. With `is_proof` the way in counts as a fresh proof of who they are.
///
/// # Errors
/// If the old session cannot be deleted.
pub async fn begin(
    app: &AppState,
    visit: &Visit,
    member: &member::Model,
    entrance: Entrance,
    is_proof: bool,
) -> Result<()> {
    let session = &visit.session;
    renew(session).await?;
    for (key, value) in [
        (key::MEMBER, MemberId(member.id).to_string()),
        (key::ADDRESS, visit.client.address.to_canonical().to_string()),
        (key::AGENT, visit.client.agent.chars().filter(|c| !c.is_control()).take(255).collect()),
        (key::LEVEL, entrance.way.as_str().to_owned()),
    ] {
        session.insert(key, value).await.map_err(internal)?;
    }
    session.insert(key::REMEMBERED, entrance.remember).await.map_err(internal)?;
    session.insert(key::PASSWORD_CHANGED_AT, member.password_changed_at).await.map_err(internal)?;
    let proved_at = is_proof.then(|| app.clock.now().millis());
    session.insert(key::PROVED_AT, proved_at).await.map_err(internal)
}

/// Keeps the session of whoever changed their password at `changed_at`, and no other.
///
/// # Errors
/// If the session cannot be read.
pub(crate) async fn keep_with_password_of(visit: &Visit, changed_at: Timestamp) -> Result<()> {
    // Without an id it is not theirs: they came without a session.
    if visit.session.id().is_none() {
        return Ok(());
    }
    visit.session.insert(key::PASSWORD_CHANGED_AT, changed_at.millis()).await.map_err(internal)
}

/// When the password was chosen that counted as the session began; nothing for one that does not say. Whatever changes an
/// account for a session that may have ended since it was loaded compares this with the member's row.
///
/// # Errors
/// If the session cannot be read.
pub(crate) async fn password_that_counted(visit: &Visit) -> Result<Option<Option<i64>>> {
    visit.session.get(key::PASSWORD_CHANGED_AT).await.map_err(internal)
}

/// Makes the session a stranger's, under a new id.
///
/// # Errors
/// If the old session cannot be deleted.
pub(crate) async fn renew(session: &Session) -> Result<()> {
    if session.get_value(key::MEMBER).await.map_err(internal)?.is_some() {
        session.clear().await;
    }
    for key in key::OF_ONE_REQUEST {
        session.remove_value(key).await.map_err(internal)?;
    }
    session.cycle_id().await.map_err(internal)
}

/// Notes that the member proved once more who they are. The session gets a new id with the answer.
///
/// # Errors
/// If the session cannot be read.
pub async fn proved(app: &AppState, visit: &Visit) -> Result<()> {
    visit.session.insert(key::ROTATE, true).await.map_err(internal)?;
    visit.session.insert(key::PROVED_AT, app.clock.now().millis()).await.map_err(internal)
}

/// Who sent the request. The first call loads the session, with its member and what they may do, in one statement;
/// without a cookie there is none.
///
/// # Errors
/// If the session cannot be read.
pub async fn viewer(session: &Session) -> Result<Viewer> {
    let facts = session.get::<ActorFacts>(key::ACTOR).await.map_err(internal)?;
    Ok(facts.map_or(Viewer::Stranger, |facts| Viewer::Member(facts.into())))
}

/// As whom the session's member acted, if that is over and nobody has written it down yet.
///
/// # Errors
/// If the session cannot be read.
pub(crate) async fn acting_over(session: &Session) -> Result<Option<MemberId>> {
    let facts = session.get::<ActorFacts>(key::ACTOR).await.map_err(internal)?;
    Ok(facts.and_then(|facts| facts.acting_over))
}

/// An [`Actor`] on its way from the store to [`viewer`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ActorFacts {
    pub(super) id: MemberId,
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) permissions: Vec<Permission>,
    pub(super) proved_at: Option<Timestamp>,
    pub(super) acting: Option<MemberId>,
    pub(super) acting_until: Option<Timestamp>,
    /// As whom the session's member acted until just now, which nobody has written down yet.
    pub(super) acting_over: Option<MemberId>,
    pub(super) is_verified: bool,
    pub(super) deletes_at: Option<Timestamp>,
    pub(super) lacks_factor: bool,
}

impl From<ActorFacts> for Actor {
    fn from(facts: ActorFacts) -> Self {
        Self {
            id: facts.id,
            name: facts.name,
            role: facts.role,
            permissions: facts.permissions.into_iter().collect(),
            standing: Standing {
                proved_at: facts.proved_at,
                acting: facts.acting,
                acting_until: facts.acting_until,
                is_verified: facts.is_verified,
                deletes_at: facts.deletes_at,
                scopes: None,
                lacks_factor: facts.lacks_factor,
            },
        }
    }
}

pub(super) fn internal(error: tower_sessions::session::Error) -> Error {
    Error::Internal(error.into())
}
