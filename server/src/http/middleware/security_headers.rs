use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderName, HeaderValue, StatusCode, header};

use crate::AppState;

/// In the extensions of a response: the page holds an island, so script elements with the visit's nonce may run, and
/// wasm may be compiled. Without it nothing on the page is run at all; data in an element of type `application/ld+json` is
/// nothing to run, and needs no permission.
#[derive(Clone, Copy, Debug)]
pub struct ScriptsAllowed;

/// In the extensions of a response: the page shows another page of this site in a frame.
#[derive(Clone, Copy, Debug)]
pub struct FramesAllowed;

/// What a script must carry to be run, in the extensions of a request.
#[derive(Clone, Debug)]
pub(super) struct Nonce(pub(super) String);

/// The same on every answer. An answer that sets one of them itself keeps its own.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Forms of ours lead back to the page that they came from, which the full address within the site tells.
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

const NO_PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
    encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), \
    xr-spatial-tracking=()";

/// Passkeys can be asked for by scripts alone, and on the page itself, not in a frame.
fn permissions_policy(scripts: bool) -> String {
    let allowed = if scripts { "(self)" } else { "()" };
    format!("{NO_PERMISSIONS}, publickey-credentials-create={allowed}, publickey-credentials-get={allowed}")
}

/// Makes a nonce for the answer, and tells the browser what the answer may do: as little as it needs.
pub(super) async fn security_headers(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let nonce = STANDARD.encode(app.ids.secret::<16>());
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;

    let scripts = response.extensions().get::<ScriptsAllowed>().map(|_| nonce.as_str());
    let permissions = permissions_policy(scripts.is_some());
    let mut policy = match app.config.site.live_reload {
        Some(port) => watched_policy(&nonce, port),
        None => content_security_policy(scripts),
    };
    if response.extensions().get::<FramesAllowed>().is_some() {
        policy.push_str("; frame-src 'self'");
    }
    let is_html = is_html(&response);
    // A 304 keeps the headers of the page that the browser has, and that page has a nonce of its own.
    let is_page = response.status() != StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if is_page && let Ok(policy) = HeaderValue::try_from(policy) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    if let Ok(policy) = HeaderValue::try_from(permissions) {
        headers.entry("permissions-policy").or_insert(policy);
    }
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.config.site.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if is_html {
        headers.insert("speculation-rules", HeaderValue::from_static(SPECULATION_RULES));
    }
    response
}

/// [`domain::paths::SPECULATION_RULES`] as a structured field.
const SPECULATION_RULES: &str = "\"/speculation-rules.json\"";

fn content_security_policy(nonce: Option<&str>) -> String {
    let scripts = match nonce {
        Some(nonce) => format!("'nonce-{nonce}' 'wasm-unsafe-eval'"),
        None => "'none'".to_owned(),
    };
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' https: data:; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// While cargo-leptos watches, every page listens for the next build.
fn watched_policy(nonce: &str, port: u16) -> String {
    let own = "connect-src 'self'";
    content_security_policy(Some(nonce)).replace(own, &format!("{own} ws://127.0.0.1:{port} ws://localhost:{port}"))
}

fn is_html(response: &Response) -> bool {
    let mime = response.headers().get(header::CONTENT_TYPE);
    mime.is_some_and(|mime| mime.as_bytes().starts_with(b"text/html"))
}
