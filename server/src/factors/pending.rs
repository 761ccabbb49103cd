use domain::{Timestamp, id::MemberId};
use serde::{Deserialize, Serialize};

use crate::{AppState, Result, accounts::Entrance, entities::member, http::Visit, sessions};

/// How long somebody may take for the second step, in seconds.
const SECONDS: i64 = 10 * 60;

const KEY: &str = "pending admission";

/// Somebody who has shown one factor of two. Their session is a stranger's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Pending {
    member: MemberId,
    entrance: Entrance,
    since: Timestamp,
}

/// Keeps in the session who came, and how, until they show the second factor. The session gets a new id; whoever was
/// signed in with it is not any more.
///
/// # Errors
/// If the old session cannot be deleted.
pub(crate) async fn wait(app: &AppState, visit: &Visit, member: &member::Model, entrance: Entrance) -> Result<()> {
    sessions::renew(&visit.session).await?;
    let pending = Pending { member: MemberId(member.id), entrance, since: app.clock.now() };
    Ok(visit.session.insert(KEY, pending).await?)
}

/// Whether this session waits for a second factor.
///
/// # Errors
/// If the session cannot be read.
pub async fn is_pending(app: &AppState, visit: &Visit) -> Result<bool> {
    Ok(kept(app, visit).await?.is_some())
}

async fn kept(app: &AppState, visit: &Visit) -> Result<Option<Pending>> {
    let pending = visit.session.get::<Pending>(KEY).await?;
    Ok(pending.filter(|pending| app.clock.now().seconds_since(pending.since) < SECONDS))
}
