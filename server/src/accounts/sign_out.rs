use domain::audit::Event;

use crate::{
    AppState, Result,
    audit::{self, Entry},
    http::Visit,
    sessions,
};

/// Ends the session that sent the request; does nothing for a stranger.
///
/// # Errors
/// If the session cannot be deleted.
pub async fn sign_out(app: &AppState, visit: &Visit) -> Result<()> {
    if let Ok(actor) = visit.viewer.actor() {
        let by = actor.standing.acting.unwrap_or(actor.id);
        let entry = Entry::new(Event::SignedOut).by(by).about(by).from(&visit.client);
        audit::record_alone(app, entry).await?;
    }
    sessions::end(&visit.session).await
}
