//! Problems as pages: whatever goes wrong, a browser gets a page that helps, and a program gets JSON.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Problem, paths};
use http::{HeaderMap, Method, StatusCode, header};
use leptos::prelude::*;
use server::{AppState, http::Visit};

use crate::{cx::Cx, document::Head};

/// What a page handler returns: a page, or why there is none.
pub type Answer = Result<Response, Refused>;

/// Why there is no page.
#[derive(Debug)]
pub struct Refused(server::Error);

impl<E: Into<server::Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        server::http::error_response(self.0)
    }
}

/// The outermost layer of pages: an answer that carries a [`Problem`] becomes a page where a browser waits for one.
///
/// A stranger who has to sign in first is led there and back; so is a member who has to prove once more who they are.
pub async fn show_problems(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let wants_page = wants_page(request.headers()) && !paths::is_api(request.uri().path());
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let visit = request.extensions().get::<Visit>().cloned();
    let response = next.run(request).await;
    let (Some(problem), Some(visit), true) = (response.extensions().get::<Problem>().cloned(), visit, wants_page)
    else {
        return response;
    };
    let cx = Cx { app, visit, notice: None };
    if problem == Problem::SignInNeeded && safe {
        return Redirect::to(&paths::sign_in_then(&cx.here())).into_response();
    }
    if problem == Problem::ProofNeeded && safe {
        return Redirect::to(&paths::confirm_then(&cx.here())).into_response();
    }
    page_of(&cx, &problem, &response)
}

/// Whether the request comes from somebody who looks at a page.
pub(crate) fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn page_of(cx: &Cx, problem: &Problem, original: &Response) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let title = title(problem);
    let message = problem.message();
    let is_about_signing_in = matches!(
        problem,
        Problem::AttemptExpired | Problem::ProviderSilent { .. } | Problem::ProviderMistrusted { .. }
    );
    let is_unconfirmed = *problem == Problem::AddressUnconfirmed;
    let mut page = cx.page(Head::private(title).with_status(status), move || {
        view! {
            <article class="problem">
                <p class="problem-status">{status.as_u16()}</p>
                <h1>{title}</h1>
                <p>{message}</p>
                <ul class="problem-ways">
                    {is_unconfirmed.then(|| view! { <li><a href=paths::VERIFY>"Confirm your address"</a></li> })}
                    {is_about_signing_in.then(|| view! { <li><a href=paths::SIGN_IN>"Sign in"</a></li> })}
                    <li><a href=paths::HOME>"Read the latest posts"</a></li>
                    <li><a href=paths::ARCHIVE>"Look through the archive"</a></li>
                </ul>
            </article>
        }
        .into_any()
    });
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = original.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page.extensions_mut().insert(problem.clone());
    page
}

const fn title(problem: &Problem) -> &'static str {
    match problem {
        Problem::NotFound => "Nothing here",
        Problem::SignInNeeded | Problem::WrongCredentials | Problem::SecondFactorNeeded => "Please sign in",
        Problem::Forbidden | Problem::Suspended | Problem::NotWhileActing => "Not for this account",
        Problem::InvalidToken | Problem::StrongerSignInNeeded { .. } | Problem::ScopeNeeded { .. } => {
            "Not with this token"
        }
        Problem::ProofNeeded => "Is it you?",
        Problem::AddressUnconfirmed => "Confirm your address first",
        Problem::LinkExpired | Problem::AttemptExpired => "Too late",
        Problem::ProviderSilent { .. } => "No answer",
        Problem::ProviderMistrusted { .. } => "Not to be trusted",
        Problem::CrossSite => "Sent from elsewhere",
        Problem::TooManyAttempts { .. } => "Slow down a little",
        Problem::TooLarge { .. } => "Too much at once",
        Problem::NotAcceptable | Problem::UnsupportedMediaType { .. } => "Not in this form",
        Problem::PreconditionRequired | Problem::PreconditionFailed => "Something changed meanwhile",
        Problem::MethodNotAllowed | Problem::Unreadable | Problem::Invalid { .. } => "That did not make sense",
        Problem::EditConflict | Problem::IllegalMove | Problem::IdentityTaken | Problem::LastWayIn => {
            "Something changed meanwhile"
        }
        Problem::Timeout | Problem::Unavailable => "Back in a moment",
        Problem::Internal { .. } => "Something went wrong",
    }
}
