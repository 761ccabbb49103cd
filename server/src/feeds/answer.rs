use std::time::{Duration, UNIX_EPOCH};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use domain::Timestamp;
use http::{HeaderValue, header};

/// A document for programs. Everybody gets the same one, so caches on the way may keep it for `minutes`.
pub(super) fn document(
    mime: &'static str,
    minutes: u32,
    changed_at: Option<Timestamp>,
    body: impl Into<Body>,
) -> Response {
    let mut response = body.into().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    let keep = format!("public, max-age={}", minutes * 60);
    headers.extend(HeaderValue::try_from(keep).ok().map(|keep| (header::CACHE_CONTROL, keep)));
    let changed_at = changed_at.and_then(|at| HeaderValue::try_from(http_date(at)).ok());
    headers.extend(changed_at.map(|date| (header::LAST_MODIFIED, date)));
    response
}

fn http_date(moment: Timestamp) -> String {
    let since = Duration::from_millis(u64::try_from(moment.millis()).unwrap_or(0));
    httpdate::fmt_http_date(UNIX_EPOCH + since)
}
