use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::HeaderValue;

use crate::AppState;

/// Asks crawlers to forget whatever they find on a site that is closed to them. Those that keep to robots.txt never see
/// it; links from elsewhere lead the others here.
pub(super) async fn crawlers(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if !app.config.discovery.crawlers {
        response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    }
    response
}
