use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::paths;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

use crate::AppState;

/// What pages of other origins may send.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");
/// The headers that they may set.
const REQUEST_HEADERS: HeaderValue = HeaderValue::from_static("Authorization, Content-Type, If-Match, If-None-Match");
/// The headers that they may read.
const RESPONSE_HEADERS: HeaderValue = HeaderValue::from_static(
    "ETag, Link, Location, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate, X-Request-Id",
);
/// How long a browser may remember it, in seconds.
const REMEMBERED: HeaderValue = HeaderValue::from_static("600");

/// Lets pages of the configured origins read what programs are answered. They bring a token; cookies are not let through
/// (there is no `Access-Control-Allow-Credentials`).
pub(super) async fn cors(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let origins = &app.config.api.origins;
    if !paths::is_api(request.uri().path()) || origins.is_empty() {
        return next.run(request).await;
    }
    let origin = request.headers().get(header::ORIGIN).filter(|origin| is_one_of(origins, origin)).cloned();
    let is_preflight =
        request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match &origin {
        Some(_) if is_preflight => (StatusCode::NO_CONTENT, preflight()).into_response(),
        _ => next.run(request).await,
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.headers_mut().insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
    }
    response
}

fn is_one_of(origins: &[String], origin: &HeaderValue) -> bool {
    origins.iter().any(|known| known.as_bytes() == origin.as_bytes())
}

fn preflight() -> HeaderMap {
    let told: [(HeaderName, HeaderValue); 3] = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS),
        (header::ACCESS_CONTROL_MAX_AGE, REMEMBERED),
    ];
    HeaderMap::from_iter(told)
}
