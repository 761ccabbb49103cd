use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::{accounts::Viewer, appearance::Theme, paths};
use http::{header, request::Parts};
use tower_sessions::Session;

use super::{
    record::{RequestId, SeenMember},
    security_headers::Nonce,
};
use crate::{
    AppState, Result, acting,
    devices::DeviceId,
    http::{Client, Cookies, Visit, cookie, error_response},
    sessions::{self, SessionStore},
    tokens,
};

/// Where a request comes from, as browsers say.
const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Finds out who sent the request and puts the [`Visit`] into its extensions.
pub(super) async fn visit(State(app): State<AppState>, request: Request, next: Next) -> Response {
    // Apart from the body, which other threads may not look at, so that the wait for the session can move between them.
    let (mut parts, body) = request.into_parts();
    let reference = parts.extensions.get::<RequestId>().map(|RequestId(id)| id.clone()).unwrap_or_default();
    if tokens::speaks_by_token(parts.uri.path(), &parts.headers) {
        forget_cookies(&app, &mut parts);
        forget_origin(&mut parts);
    } else if paths::is_api(parts.uri.path()) && is_from_elsewhere(&parts) {
        forget_cookies(&app, &mut parts);
    }
    let visit = match arrive(&app, &parts, &reference).await {
        Ok(visit) => visit,
        Err(error) => return error_response(error),
    };
    let member = visit.viewer.actor().ok().map(|actor| SeenMember(actor.id));
    parts.extensions.insert(visit.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // After a failure the session is not saved, so its cookie stays as it is.
    if !response.status().is_server_error()
        && let Err(error) = sessions::settle(&app, &visit).await
    {
        response = error_response(error);
    }
    for cookie in visit.cookies.take() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    if let Some(member) = member {
        response.extensions_mut().insert(member);
    }
    response
}

/// A request with a token is judged by that alone: it has no session, whatever its cookies say.
fn forget_cookies(app: &AppState, request: &mut Parts) {
    request.headers.remove(header::COOKIE);
    request.extensions.insert(Session::new(None, Arc::new(SessionStore::new(app)), None));
}

/// A token is never sent unasked, as cookies are: whose page sent it is of no interest to what guards against that.
fn forget_origin(request: &mut Parts) {
    request.headers.remove(header::ORIGIN);
    request.headers.remove(SEC_FETCH_SITE);
}

/// Whether a page of another origin made the browser send this.
fn is_from_elsewhere(request: &Parts) -> bool {
    let site = request.headers.get(SEC_FETCH_SITE).and_then(|site| site.to_str().ok());
    site.is_some_and(|site| !["same-origin", "none"].contains(&site))
}

async fn arrive(app: &AppState, request: &Parts, reference: &str) -> Result<Visit> {
    let known = &request.extensions;
    let session = known.get::<Session>().cloned().ok_or_else(|| anyhow::anyhow!("the session layer is missing"))?;
    let client = known.get::<Client>().cloned().ok_or_else(|| anyhow::anyhow!("the recording layer is missing"))?;
    let nonce = known.get::<Nonce>().map(|Nonce(nonce)| nonce.clone()).unwrap_or_default();
    let headers = &request.headers;
    let has_session = cookie::value(headers, cookie::session_name(&app.config.site)).is_some();
    let viewer = if tokens::speaks_by_token(request.uri.path(), headers) {
        tokens::viewer(app, request.uri.path(), headers, &client).await?
    } else if has_session && !is_for_everybody(request.uri.path()) {
        acting::note_end(app, &session, &client).await?;
        sessions::viewer(&session).await?
    } else {
        Viewer::Stranger
    };
    let purpose = headers.get("sec-purpose").and_then(|purpose| purpose.to_str().ok());
    Ok(Visit {
        viewer,
        session,
        client,
        device: cookie::value(headers, cookie::device_name(&app.config.site)).and_then(DeviceId::of_cookie),
        trust: cookie::value(headers, cookie::trust_name(&app.config.site)).map(str::to_owned),
        cookies: Cookies::default(),
        theme: cookie::value(headers, Theme::COOKIE).map(Theme::parse).unwrap_or_default(),
        nonce,
        request_id: reference.to_owned(),
        uri: request.uri.clone(),
        prefetch: purpose.is_some_and(|purpose| purpose.starts_with("prefetch")),
    })
}

/// What looks the same to everybody is answered without asking the database who asks.
fn is_for_everybody(path: &str) -> bool {
    let below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    below(paths::ASSETS)
        || below(paths::MEDIA)
        || paths::is_for_programs(path)
        || [paths::UP, paths::READY, paths::SPECULATION_RULES, paths::JWKS, "/favicon.ico"].contains(&path)
}
