use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::Problem;
use http::{HeaderValue, StatusCode, header};

use super::record::RequestId;
use crate::{
    AppState,
    http::problem::{Refusal, problem_response},
};

/// Writes out the refusals of other middleware, and the bare statuses of axum itself, as problems.
pub(super) async fn refusals(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(|RequestId(id)| id.clone()).unwrap_or_default();
    let mut response = next.run(request).await;
    let problem = match response.extensions_mut().remove::<Refusal>() {
        Some(Refusal(problem)) => problem,
        None if !is_bare(&response) => return response,
        None => match implied(response.status(), &app, &id) {
            Some(problem) => problem,
            None => return response,
        },
    };
    let mut told = problem_response(problem, &id);
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        told.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    for name in ["ratelimit-policy", "ratelimit"] {
        if let Some(value) = response.headers().get(name) {
            told.headers_mut().insert(name, value.clone());
        }
    }
    told
}

/// Whether axum refused by itself, with no more than a line of text.
fn is_bare(response: &Response) -> bool {
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    let is_told = response.extensions().get::<Problem>().is_some();
    // The answers of server functions say what is wrong in a form of their own.
    let is_functions_own = response.headers().contains_key("serverfnerror");
    let mime = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    is_error && !is_told && !is_functions_own && mime.is_none_or(|mime| mime.starts_with(b"text/plain"))
}

fn implied(status: StatusCode, app: &AppState, reference: &str) -> Option<Problem> {
    Some(match status {
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => {
            Problem::Unreadable
        }
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Problem::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge { limit: app.config.http.body_limit as u64 },
        StatusCode::INTERNAL_SERVER_ERROR => Problem::Internal { reference: reference.to_owned() },
        StatusCode::SERVICE_UNAVAILABLE => Problem::Unavailable,
        _ => return None,
    })
}
