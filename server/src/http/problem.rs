use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use domain::Problem;
use http::{HeaderValue, StatusCode, header};

use super::api::ProblemBody;
use crate::{Error, error::chain};

/// A problem as RFC 9457 writes it.
///
/// It also stands in the extensions of the response, so that an outer layer can make a page of it for browsers.
#[must_use]
pub fn problem_response(problem: Problem, request_id: &str) -> Response {
    let status = status(&problem);
    let body = serde_json::to_vec(&ProblemBody::new(&problem, request_id)).unwrap_or_default();
    let mut response = (status, Body::from(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(challenge) = challenge(&problem) {
        headers.insert(header::WWW_AUTHENTICATE, challenge);
    }
    if let Problem::TooManyAttempts { retry_after } = problem {
        headers.insert(header::RETRY_AFTER, retry_after.into());
    }
    response.extensions_mut().insert(problem);
    response
}

/// An answer that only says which problem it is; the `refusals` middleware writes it out, with the request's id.
pub(super) fn refuse(problem: Problem) -> Response {
    let mut response = status(&problem).into_response();
    response.extensions_mut().insert(Refusal(problem));
    response
}

/// Answers with an error that a handler ran into. An internal one is logged here; it is told with the request's id as
/// its reference, which the log line carries, too.
#[must_use]
pub fn error_response(error: Error) -> Response {
    match error {
        Error::Problem(problem) => refuse(problem),
        Error::Internal(error) => {
            tracing::error!(error = chain(&error), "Internal error");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        error_response(self)
    }
}

/// Marks an answer that is still to be written out.
#[derive(Clone, Debug)]
pub(super) struct Refusal(pub(super) Problem);

/// How a program may say who it is (RFC 6750 section 3). Every 401 has to name a way (RFC 9110 section 11.6.1);
/// browsers show nothing for this one.
fn challenge(problem: &Problem) -> Option<HeaderValue> {
    let challenge = match problem {
        Problem::InvalidToken => "Bearer error=\"invalid_token\"".to_owned(),
        Problem::ScopeNeeded { scope } => format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\""),
        Problem::StrongerSignInNeeded { acr } => step_up(acr),
        problem if problem.status() == 401 => "Bearer".to_owned(),
        _ => return None,
    };
    HeaderValue::try_from(challenge).ok()
}

/// How a program gets a token that will do (RFC 9470 section 3).
fn step_up(acr: &str) -> String {
    let challenge =
        "Bearer error=\"insufficient_user_authentication\", error_description=\"A second factor is needed\"";
    if acr.is_empty() { challenge.to_owned() } else { format!("{challenge}, acr_values=\"{acr}\"") }
}

fn status(problem: &Problem) -> StatusCode {
    StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    async fn body(response: Response) -> Value {
        let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    #[tokio::test]
    async fn programs_learn_what_is_wrong_with_which_field() {
        let response = problem_response(Problem::field("title", "required", "Give the post a title."), "r1");
        assert_eq!(response.status(), 422);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert!(response.extensions().get::<Problem>().is_some());
        assert_eq!(
            body(response).await,
            json!({
                "type": "about:blank",
                "title": "Unprocessable Entity",
                "status": 422,
                "detail": "Some fields need another look.",
                "code": "invalid",
                "errors": [{ "field": "title", "code": "required", "message": "Give the post a title." }],
                "request_id": "r1",
            })
        );
    }

    #[test]
    fn whoever_tried_too_often_learns_when_to_come_back() {
        let response = problem_response(Problem::TooManyAttempts { retry_after: 30 }, "r1");
        assert_eq!(response.status(), 429);
        assert_eq!(response.headers()["retry-after"], "30");
    }
}
