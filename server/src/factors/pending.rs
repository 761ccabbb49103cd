use domain::{Problem, Timestamp, id::MemberId};
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};

use crate::{AppState, Result, accounts::Entrance, entities::member, http::Visit, sessions};

/// How long somebody may take for the second step, in seconds.
const SECONDS: i64 = 10 * 60;

const KEY: &str = "pending admission";

/// Somebody who has shown one factor of two. Their session is a stranger's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Pending {
    member: MemberId,
    pub(super) entrance: Entrance,
    since: Timestamp,
    /// When the password that counted at the first step was chosen.
    password_changed_at: Option<i64>,
}

/// Keeps in the session who came, and how, until they show the second factor. The session gets a new id; whoever was
/// signed in with it is not any more.
///
/// # Errors
/// If the old session cannot be deleted.
pub(crate) async fn wait(app: &AppState, visit: &Visit, member: &member::Model, entrance: Entrance) -> Result<()> {
    sessions::renew(&visit.session).await?;
    let (since, password_changed_at) = (app.clock.now(), member.password_changed_at);
    let pending = Pending { member: MemberId(member.id), entrance, since, password_changed_at };
    Ok(visit.session.insert(KEY, pending).await?)
}

/// Whether this session waits for a second factor.
///
/// # Errors
/// If the session cannot be read.
pub async fn is_pending(app: &AppState, visit: &Visit) -> Result<bool> {
    Ok(kept(app, visit).await?.is_some())
}

/// Goes on only in a session that waits for a second factor.
///
/// # Errors
/// [`Problem::SignInNeeded`] in any other.
pub async fn require_pending(app: &AppState, visit: &Visit) -> Result<()> {
    if is_pending(app, visit).await? { Ok(()) } else { Err(Problem::SignInNeeded.into()) }
}

/// Who waits in this session, as they are now, and how they came.
///
/// # Errors
/// [`Problem::SignInNeeded`] if nobody does, if it took them too long, or if their password changed meanwhile: then the
/// first step has to be made again.
pub(super) async fn waiting(app: &AppState, visit: &Visit) -> Result<(member::Model, Entrance)> {
    let pending = kept(app, visit).await?.ok_or(Problem::SignInNeeded)?;
    let member = member::Entity::find_by_id(pending.member.0).one(app.db.read()).await?.ok_or(Problem::SignInNeeded)?;
    if member.password_changed_at != pending.password_changed_at {
        return Err(Problem::SignInNeeded.into());
    }
    Ok((member, pending.entrance))
}

/// Forgets who waits.
///
/// # Errors
/// If the session cannot be read.
pub(super) async fn forget(visit: &Visit) -> Result<()> {
    visit.session.remove_value(KEY).await?;
    Ok(())
}

async fn kept(app: &AppState, visit: &Visit) -> Result<Option<Pending>> {
    let pending = visit.session.get::<Pending>(KEY).await?;
    Ok(pending.filter(|pending| app.clock.now().seconds_since(pending.since) < SECONDS))
}
