use crate::{AppState, Result, http::Visit, sessions};

/// Ends the session that sent the request; does nothing for a stranger.
///
/// # Errors
/// If the session cannot be deleted.
pub async fn sign_out(_app: &AppState, visit: &Visit) -> Result<()> {
    sessions::end(&visit.session).await
}
