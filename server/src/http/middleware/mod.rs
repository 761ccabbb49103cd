//! Everything that happens to every request and every answer, one purpose a file.

mod body_limit;
mod conditional;
mod cors;
mod crawlers;
mod cross_site;
mod freshness;
mod negotiation;
mod panics;
mod rate_limit;
mod record;
mod refusals;
mod security_headers;
mod sessions;
mod timeout;
mod visit;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
};

use crate::AppState;

pub use security_headers::{FramesAllowed, ScriptsAllowed};

/// Puts every middleware around `router`. Problems are told as JSON; see [`layers_with_pages`].
pub fn layers(router: Router, app: &AppState) -> Router {
    layers_with_pages(router, app, |inner| inner)
}

/// Puts every middleware around `router`.
///
/// `pages` adds what turns a [`Problem`](domain::Problem) in a response's extensions into a page. It stands where the
/// visit is known already, and outside of everything that refuses.
///
/// Read it from the bottom: what is added last meets a request first and its answer last.
pub fn layers_with_pages(router: Router, app: &AppState, pages: impl FnOnce(Router) -> Router) -> Router {
    let guarded = router
        // Ours counts chunked bodies too, and for every kind of handler.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(negotiation::negotiation))
        .layer(from_fn_with_state(app.clone(), rate_limit::rate_limit))
        .layer(from_fn_with_state(app.clone(), body_limit::body_limit))
        .layer(cross_site::layer(&app.config.site))
        .layer(from_fn_with_state(app.clone(), timeout::timeout))
        .layer(panics::layer())
        .layer(from_fn_with_state(app.clone(), refusals::refusals));
    pages(guarded)
        .layer(from_fn_with_state(app.clone(), visit::visit))
        .layer(sessions::layer(app))
        .layer(from_fn_with_state(app.clone(), freshness::freshness))
        // Once more, for what fails before or around the pages.
        .layer(panics::layer())
        .layer(from_fn_with_state(app.clone(), refusals::refusals))
        .layer(from_fn(conditional::conditional))
        .layer(from_fn_with_state(app.clone(), crawlers::crawlers))
        .layer(from_fn_with_state(app.clone(), security_headers::security_headers))
        .layer(from_fn_with_state(app.clone(), cors::cors))
        .layer(from_fn_with_state(app.clone(), record::record))
}
