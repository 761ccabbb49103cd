use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::Problem;

use crate::{AppState, http::problem::refuse};

/// Gives up on an answer that takes too long, reading of the body included.
pub(super) async fn timeout(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let longest = app.config.http.request_timeout;
    tokio::time::timeout(longest, next.run(request)).await.unwrap_or_else(|_| refuse(Problem::Timeout))
}
