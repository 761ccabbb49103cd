use domain::{accounts::Viewer, audit::Event, id::MemberId};
use tower_sessions::Session;

use crate::{
    AppState, Result,
    audit::{self, Entry},
    http::{Client, Visit},
    sessions,
};

/// Stops acting as a member. Answers as whom somebody acted; nothing if nobody did.
///
/// # Errors
/// [`domain::Problem::SignInNeeded`] for a stranger.
pub async fn stop(app: &AppState, visit: &Visit) -> Result<Option<MemberId>> {
    stop_because(app, visit, "stopped").await
}

/// Stops for a reason that the record tells.
///
/// # Errors
/// As [`stop`].
pub(crate) async fn stop_because(app: &AppState, visit: &Visit, why: &str) -> Result<Option<MemberId>> {
    let actor = visit.viewer.actor()?;
    let Some(admin) = actor.standing.acting else { return Ok(None) };
    end(app, &visit.session, &visit.client, (admin, actor.id), why).await?;
    Ok(Some(actor.id))
}

/// Writes down that acting as a member came to its end by itself, at the first request that finds it so.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn note_end(app: &AppState, session: &Session, client: &Client) -> Result<()> {
    let Some(member) = sessions::acting_over(session).await? else { return Ok(()) };
    let Viewer::Member(admin) = sessions::viewer(session).await? else { return Ok(()) };
    end(app, session, client, (admin.id, member), "over").await
}

async fn end(
    app: &AppState,
    session: &Session,
    client: &Client,
    (admin, member): (MemberId, MemberId),
    why: &str,
) -> Result<()> {
    let txn = app.db.begin().await?;
    if sessions::stop_acting(&txn, session, member).await? {
        let entry = Entry::new(Event::ActingEnded).by(admin).about(member).from(client).with("why", why);
        audit::record(&txn, app, entry).await?;
        tracing::info!(actor.id = %admin, member.id = %member, why, "Stopped acting as a member");
    }
    Ok(txn.commit().await?)
}
