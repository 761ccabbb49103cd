use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use crate::{AppState, http::cookie, sessions::SessionStore};

/// Gives every request its session. A stranger's is empty, and an empty one is neither stored nor told of by a cookie.
pub(super) fn layer(app: &AppState) -> SessionManagerLayer<SessionStore> {
    let site = &app.config.site;
    SessionManagerLayer::new(SessionStore::new(app))
        .with_name(cookie::session_name(site))
        .with_secure(site.is_https())
        .with_http_only(true)
        // Lax, not Strict: a link from elsewhere must find its reader signed in.
        .with_same_site(SameSite::Lax)
        .with_path("/")
        // Those that outlive the browser get their age from `sessions::settle`.
        .with_expiry(Expiry::OnSessionEnd)
}
