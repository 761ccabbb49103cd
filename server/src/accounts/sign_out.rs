use domain::audit::Event;

use crate::{
    AppState, Result, acting,
    audit::{self, Entry},
    http::Visit,
    sessions,
};

/// Ends the session that sent the request, and with it acting as a member; does nothing for a stranger.
///
/// # Errors
/// If the session cannot be deleted.
pub async fn sign_out(app: &AppState, visit: &Visit) -> Result<()> {
    if let Ok(actor) = visit.viewer.actor() {
        acting::stop_because(app, visit, "signed_out").await?;
        let entry = Entry::own(Event::SignedOut, actor.hands()).from(&visit.client);
        audit::record_alone(app, entry).await?;
    }
    sessions::end(&visit.session).await
}
