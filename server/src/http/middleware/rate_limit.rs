use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::{Problem, accounts::Viewer, paths};
use http::{HeaderValue, header};

use crate::{
    AppState,
    http::{Visit, problem::refuse, rate::Spent},
};

/// Counts what programs ask for: with a token for that token, else for the address. Every answer says how much is left, in
/// the words of the IETF's draft-ietf-httpapi-ratelimit-headers.
pub(super) async fn rate_limit(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let known = request.extensions().get::<Visit>().filter(|_| paths::is_api(request.uri().path()));
    let Some(visit) = known else { return next.run(request).await };
    let token = request.headers().get(header::AUTHORIZATION);
    let (policy, key, limit) = match (&visit.viewer, token) {
        // A digest, so that the table of who asked holds no token.
        (Viewer::Member(_), Some(token)) => {
            ("token", *blake3::hash(token.as_bytes()).as_bytes(), app.config.api.per_token)
        }
        _ => {
            let address = visit.client.throttle_key();
            ("address", *blake3::hash(address.as_bytes()).as_bytes(), app.config.api.per_address)
        }
    };
    let spent = app.api_rate.spend(key, limit, app.clock.now());
    let mut response = match spent {
        Spent::Within { .. } => next.run(request).await,
        Spent::TooOften { retry_after } => refuse(Problem::TooManyAttempts { retry_after }),
    };
    let (left, reset) = match spent {
        Spent::Within { left, reset } => (left, reset),
        Spent::TooOften { retry_after } => (0, retry_after),
    };
    let told = [
        ("ratelimit-policy", format!("\"{policy}\";q={};w={}", limit.attempts, limit.window.as_secs())),
        ("ratelimit", format!("\"{policy}\";r={left};t={reset}")),
    ];
    for (name, value) in told {
        response.headers_mut().insert(name, HeaderValue::try_from(value).expect("digits fit into a header"));
    }
    response
}
