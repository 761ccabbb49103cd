use axum::response::Response;
use http::{HeaderValue, header};

/// A page that is kept nowhere, not even in the memory behind the back button: somebody may have signed out on a shared
/// device.
pub(crate) fn unkept(mut page: Response) -> Response {
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    page
}
