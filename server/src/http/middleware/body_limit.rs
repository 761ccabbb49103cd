use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::Problem;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::{AppState, http::problem::refuse};

/// Refuses bodies larger than allowed: at once when they say so, else as soon as they turn out to be.
pub(super) async fn body_limit(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let limit = app.config.http.body_limit;
    let too_large = || refuse(Problem::TooLarge { limit: limit as u64 });
    if request.body().size_hint().lower() > limit as u64 {
        return too_large();
    }
    // Handlers make of a broken body what they like, so the answer is decided here and not by them.
    let exceeded = Arc::new(AtomicBool::new(false));
    let noticed = Arc::clone(&exceeded);
    let request = request.map(|body| {
        Body::new(Limited::new(body, limit).map_err(move |error| {
            if error.is::<LengthLimitError>() {
                noticed.store(true, Ordering::Relaxed);
            }
            axum::Error::new(error)
        }))
    });
    let response = next.run(request).await;
    if exceeded.load(Ordering::Relaxed) { too_large() } else { response }
}
