//! The whole site as one router: pages and server functions of `app`, the rest of `server::http`, and every layer.

use axum::{Router, middleware::from_fn_with_state};
use server::{AppState, http};

/// The router that answers every request.
pub(crate) fn router(state: &AppState) -> Router {
    let pages = app::routes::router().with_state(state.clone());
    let problem_pages = from_fn_with_state(state.clone(), app::show_problems);
    http::layers_with_pages(pages.merge(http::routes(state)), state, |inner| inner.layer(problem_pages))
}
