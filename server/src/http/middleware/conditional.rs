use axum::{
    body::{Body, HttpBody},
    extract::Request,
    middleware::Next,
    response::Response,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, response::Parts};

use crate::http::encoding::Encoding;

/// Bodies larger than this go out as they are, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Smaller bodies fit into one packet anyway, in bytes.
const WORTH_COMPRESSING: usize = 860;

/// Larger ones are compressed off the async threads, in bytes: it takes milliseconds that others would wait for.
const LONG_WORK: usize = 256 * 1024;

/// Gives answers an `ETag`, answers 304 when the client has them already (by that, or by the `Last-Modified` that some
/// answers bring along), and compresses them.
///
/// Compression beside secrets can betray them (BREACH) when an attacker's words stand in the same page. Our pages hold no
/// secret: sessions live in an HttpOnly cookie, forms have no token, and the nonce is new in every answer.
///
/// `HEAD` is answered as `GET` is, less the body (RFC 9110 section 9.3.2): only so the tag is the same.
pub(super) async fn conditional(mut request: Request, next: Next) -> Response {
    let wants_head = request.method() == Method::HEAD;
    if wants_head {
        *request.method_mut() = Method::GET;
    }
    let response = tagged(request, next).await;
    if wants_head { without_body(response) } else { response }
}

fn without_body(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    if let Some(size) = body.size_hint().exact().filter(|_| head.status != StatusCode::NOT_MODIFIED) {
        head.headers.insert(header::CONTENT_LENGTH, size.into());
    }
    Response::from_parts(head, Body::empty())
}

async fn tagged(request: Request, next: Next) -> Response {
    let is_safe = request.method() == Method::GET;
    let encoding = Encoding::negotiate(request.headers());
    let known = Known::of(request.headers());
    let response = next.run(request).await;
    if response.body().size_hint().exact().is_none_or(|size| size > LARGEST) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    // A body whose size is known lies in memory, so this neither waits nor fails.
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();

    let encoding = if is_compressible(&head, &body) { encoding } else { Encoding::Plain };
    if has_compressible_type(&head.headers) {
        head.headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if is_safe && is_taggable(&head) {
        let tag = tag(head.headers.get(header::ETAG), &body, encoding);
        head.headers.insert(header::ETAG, tag.clone());
        if known.is(&tag, head.headers.get(header::LAST_MODIFIED)) {
            return not_modified(head);
        }
    }
    let body = match compressed(&body, encoding).await.zip(encoding.name()) {
        Some((compressed, name)) => {
            head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            head.headers.remove(header::CONTENT_LENGTH);
            compressed
        }
        None => body,
    };
    Response::from_parts(head, Body::from(body))
}

async fn compressed(body: &Bytes, encoding: Encoding) -> Option<Bytes> {
    if body.len() < LONG_WORK || encoding == Encoding::Plain {
        return encoding.compress(body);
    }
    let body = body.clone();
    tokio::task::spawn_blocking(move || encoding.compress(&body)).await.ok().flatten()
}

fn is_compressible(head: &Parts, body: &Bytes) -> bool {
    body.len() >= WORTH_COMPRESSING
        && !head.headers.contains_key(header::CONTENT_ENCODING)
        && has_compressible_type(&head.headers)
}

fn has_compressible_type(headers: &HeaderMap) -> bool {
    let mime = headers.get(header::CONTENT_TYPE).and_then(|mime| mime.to_str().ok()).unwrap_or_default();
    let mime = mime.split(';').next().unwrap_or_default();
    mime.starts_with("text/")
        || mime.ends_with("+json")
        || mime.ends_with("+xml")
        || matches!(mime, "application/json" | "application/javascript" | "application/xml" | "application/wasm")
}

fn is_taggable(head: &Parts) -> bool {
    let is_kept = head.headers.get(header::CACHE_CONTROL).is_none_or(|rule| rule != "no-store");
    head.status == StatusCode::OK && is_kept
}

/// A strong tag: another encoding is another sequence of bytes, and so has another tag. What a handler says of the state
/// of the thing stands in front.
fn tag(state: Option<&HeaderValue>, body: &[u8], encoding: Encoding) -> HeaderValue {
    let state = state.and_then(|state| state.to_str().ok()).map(|state| format!("{}.", state.trim_matches('"')));
    let digest = blake3::hash(body).to_hex();
    let suffix = encoding.name().map(|name| format!("-{name}")).unwrap_or_default();
    let tag = format!("\"{}{}{suffix}\"", state.unwrap_or_default(), &digest[..24]);
    HeaderValue::try_from(tag).expect("what was in a header, and hexadecimal digits, fit into one")
}

/// What the client has already.
struct Known {
    tags: Vec<HeaderValue>,
    since: Option<HeaderValue>,
}

impl Known {
    fn of(headers: &HeaderMap) -> Self {
        let tags = headers.get_all(header::IF_NONE_MATCH).iter().cloned().collect();
        Self { tags, since: headers.get(header::IF_MODIFIED_SINCE).cloned() }
    }

    /// Whether that is what would be sent. Tags say it exactly, so with one of them a date counts for nothing
    /// (RFC 9110, section 13.1.3).
    fn is(&self, tag: &HeaderValue, changed: Option<&HeaderValue>) -> bool {
        if self.tags.is_empty() { self.is_as_new_as(changed).unwrap_or(false) } else { self.names(tag) }
    }

    fn is_as_new_as(&self, changed: Option<&HeaderValue>) -> Option<bool> {
        let date = |value: &HeaderValue| httpdate::parse_http_date(value.to_str().ok()?).ok();
        Some(date(changed?)? <= date(self.since.as_ref()?)?)
    }

    fn names(&self, tag: &HeaderValue) -> bool {
        self.tags.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).any(|candidate| {
            let candidate = candidate.trim();
            candidate == "*" || candidate.strip_prefix("W/").unwrap_or(candidate).as_bytes() == tag.as_bytes()
        })
    }
}

fn not_modified(mut head: Parts) -> Response {
    head.status = StatusCode::NOT_MODIFIED;
    for of_the_body in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
        head.headers.remove(of_the_body);
    }
    Response::from_parts(head, Body::empty())
}
