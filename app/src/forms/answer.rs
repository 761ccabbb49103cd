use std::collections::BTreeMap;

use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Problem, paths};
use http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::prelude::provide_context;
use server::{
    AppState, Result,
    http::{Visit, error_response, problem_response},
    sessions,
};

use crate::{
    cx::Cx,
    forms::{
        Done, Notice,
        action::Outcome,
        flash::{self, Flash},
        form::{BACK, PROBLEMS},
    },
    problem_page::wants_page,
};

/// Answers every server function, for browsers without script (303 on or back) and for programs (JSON) alike.
pub async fn answer(State(app): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let visit = parts.extensions.get::<Visit>().cloned().expect("server::http::layers puts a Visit into every request");
    // Broken off or garbled; one that is too large is answered as such by the layer that counts.
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return problem_response(Problem::Unreadable, &visit.request_id);
    };
    let form = SentForm::read(&parts, &body);
    let cx = Cx { app, visit: visit.clone(), notice: None };
    let (result, cookies) = run(&cx, parts, body).await;
    let mut response = match result {
        Ok(done) => go_on(&visit, &form, done).await.unwrap_or_else(error_response),
        Err(problem) => go_back(&cx, form, problem).await.unwrap_or_else(error_response),
    };
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// What has to be known of the request after the server function consumed it.
struct SentForm {
    url: String,
    values: BTreeMap<String, String>,
    back: Option<String>,
    wants_page: bool,
    /// Whether there is nothing in it to fill in.
    is_button: bool,
}

impl SentForm {
    fn read(parts: &Parts, body: &Bytes) -> Self {
        let mut fields = sent_fields(&parts.headers, body);
        let back = fields.remove(BACK).or_else(|| referring_path(&parts.headers));
        let is_button = fields.keys().all(|field| ["id", "token"].contains(&field.as_str()));
        Self {
            url: parts.uri.path().to_owned(),
            back: back.as_deref().and_then(paths::local).map(str::to_owned),
            wants_page: wants_page(&parts.headers),
            is_button,
            values: without_secrets(fields),
        }
    }
}

/// The fields of a form.
fn sent_fields(headers: &HeaderMap, body: &Bytes) -> BTreeMap<String, String> {
    let is_form = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return BTreeMap::new();
    }
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    fields.into_iter().collect()
}

/// In the names of fields that no page may show again.
const SECRETS: [&str; 4] = ["password", "code", "token", "credential"];

fn without_secrets(mut fields: BTreeMap<String, String>) -> BTreeMap<String, String> {
    fields.retain(|name, _| !SECRETS.iter().any(|secret| name.contains(secret)));
    fields
}

/// The path of the Referer; its host does not matter, since only the path is followed, on this site.
fn referring_path(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let uri: http::Uri = referer.parse().ok()?;
    uri.path_and_query().map(ToString::to_string)
}

/// The result of the server function, and the cookies that it set.
async fn run(cx: &Cx, parts: Parts, body: Bytes) -> (Result<Done, Problem>, Vec<HeaderValue>) {
    let known =
        server_fn::axum::server_fn_paths().any(|(path, method)| path == parts.uri.path() && method == parts.method);
    if !known {
        return (Err(Problem::NotFound), Vec::new());
    }
    let outcome = Outcome::default();
    let context = {
        let (cx, outcome) = (cx.clone(), outcome.clone());
        move || {
            provide_context(cx.clone());
            provide_context(outcome.clone());
        }
    };
    let request = Request::from_parts(parts, Body::from(body));
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let cookies = response.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
    // A server function that was never entered left nothing: its arguments could not be read.
    (outcome.take().unwrap_or(Err(Problem::Unreadable)), cookies)
}

async fn go_on(visit: &Visit, form: &SentForm, done: Done) -> Result<Response> {
    if !form.wants_page {
        return Ok(Json(done).into_response());
    }
    if let Some(notice) = &done.notice {
        flash::say(visit, notice).await?;
    }
    Ok(Redirect::to(&done.next).into_response())
}

/// Leads back to the form with what was typed. Where there is no way back, and where a stranger leaves too much, the
/// problem is shown as a page of its own.
async fn go_back(cx: &Cx, form: SentForm, problem: Problem) -> Result<Response> {
    let visit = &cx.visit;
    let returns = form.wants_page && problem != Problem::NotFound;
    let (true, Some(back)) = (returns, form.back) else {
        return Ok(problem_response(problem, &visit.request_id));
    };
    let typed = form.values.iter().map(|(field, value)| field.len() + value.len()).sum();
    if !sessions::has_room(&cx.app, visit, typed).await? {
        return Ok(problem_response(problem, &visit.request_id));
    }
    let detour = match problem {
        Problem::SignInNeeded => Some(paths::sign_in_then(&back)),
        Problem::ProofNeeded => Some(paths::confirm_then(&back)),
        _ => None,
    };
    if form.is_button {
        // A form that is a single button shows no errors, so the page says it.
        flash::say(visit, &Notice::Refused { problem }).await?;
        return Ok(Redirect::to(&detour.unwrap_or(back)).into_response());
    }
    flash::keep(visit, Flash { form: form.url, problem, values: form.values }).await?;
    Ok(Redirect::to(&detour.unwrap_or_else(|| at_problems(&back))).into_response())
}

fn at_problems(back: &str) -> String {
    let page = back.split('#').next().unwrap_or(back);
    format!("{page}#{PROBLEMS}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_kept() {
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, form)]);
        let body = Bytes::from_static(
            b"email=ada%40example.org&password=hush&new_password=hush&code=hush&token=hush&credential=hush",
        );
        let kept = without_secrets(sent_fields(&headers, &body));
        assert_eq!(kept, BTreeMap::from([("email".to_owned(), "ada@example.org".to_owned())]));
    }
}
