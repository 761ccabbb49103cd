use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::Problem;
use http::{HeaderName, header};

use crate::{
    AppState, Result,
    http::error_response,
    storage::{MediaKind, MediaName},
};

/// What a drawing may do when it is opened by itself: show, in the colours that it brings, and nothing else.
const DRAWING_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// A stored picture. Its name is the digest of its content, so it never changes.
pub(super) async fn media(State(app): State<AppState>, Path(name): Path<String>) -> Response {
    picture(&app, &name).await.unwrap_or_else(error_response)
}

async fn picture(app: &AppState, name: &str) -> Result<Response> {
    let name = MediaName::parse(name).ok_or(Problem::NotFound)?;
    let bytes = app.storage.get(&name).await?.ok_or(Problem::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, name.kind().mime()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        // Readers of feeds show our pictures on their own pages.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    if name.kind() == MediaKind::Svg {
        return Ok(([(header::CONTENT_SECURITY_POLICY, DRAWING_POLICY)], headers, bytes).into_response());
    }
    Ok((headers, bytes).into_response())
}
