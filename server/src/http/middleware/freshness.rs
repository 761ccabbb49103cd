use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::paths;
use http::{HeaderValue, Method, header};

use crate::{AppState, http::cookie};

/// Says who may keep an answer that does not say so itself: pages are asked for anew each time, and answered with 304
/// when nothing changed. What a session had a part in stays with the browser that has the session.
pub(super) async fn freshness(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_personal = is_personal(request.uri().path());
    let has_session = cookie::value(request.headers(), cookie::session_name(&app.config.site)).is_some();
    let has_token = request.headers().contains_key(header::AUTHORIZATION);
    let mut response = next.run(request).await;
    if response.headers().contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let is_private = has_session || has_token || response.headers().contains_key(header::SET_COOKIE);
    let is_page = response.status().is_success() || response.status().is_redirection();
    let rule = match (is_safe && is_page, is_private) {
        (false, _) => "no-store",
        _ if is_personal => "no-store",
        // Not `no-store`, which would keep the page out of the memory that makes "back" instant and keeps typed text.
        (true, true) => "private, no-cache",
        (true, false) => "public, max-age=0, must-revalidate",
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(rule));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

/// Pages about an account. They are not even kept in the memory behind the back button: somebody may have signed out on a
/// shared device.
fn is_personal(path: &str) -> bool {
    let below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    below(paths::SETTINGS) || below("/admin") || below(paths::CONFIRM)
}
