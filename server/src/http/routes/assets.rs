use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::Problem;
use http::{HeaderMap, header};

use crate::{
    AppState,
    assets::Asset,
    http::{encoding::Encoding, problem::refuse},
};

/// A style, a script or a font, compressed as the build left it.
pub(super) async fn asset(State(app): State<AppState>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    match app.assets.get(&file).await {
        Some(asset) => answer(&asset, &headers),
        None => refuse(Problem::NotFound),
    }
}

/// The icon, for those who ask for it at the old place.
pub(super) async fn favicon(State(app): State<AppState>, headers: HeaderMap) -> Response {
    let url = app.assets.url("favicon.svg");
    let file = url.trim_start_matches(domain::paths::ASSETS).trim_start_matches('/');
    match app.assets.get(file).await {
        Some(asset) => answer(&Asset { immutable: false, ..asset }, &headers),
        None => refuse(Problem::NotFound),
    }
}

fn answer(asset: &Asset, headers: &HeaderMap) -> Response {
    let (body, encoding) = chosen(asset, Encoding::negotiate(headers));
    let keep = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = body.into_response();
    let answered = response.headers_mut();
    if let Ok(mime) = asset.mime.parse() {
        answered.insert(header::CONTENT_TYPE, mime);
    }
    answered.insert(header::CACHE_CONTROL, header::HeaderValue::from_static(keep));
    if let Some(name) = encoding.name() {
        answered.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(name));
    }
    response
}

/// The best that the build made for this client.
fn chosen(asset: &Asset, encoding: Encoding) -> (Bytes, Encoding) {
    let compressed = match encoding {
        Encoding::Brotli => asset.brotli.clone(),
        Encoding::Gzip => asset.gzip.clone(),
        Encoding::Plain => None,
    };
    match compressed {
        Some(body) => (body, encoding),
        None => (asset.plain.clone(), Encoding::Plain),
    }
}
