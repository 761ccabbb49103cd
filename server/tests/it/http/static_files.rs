use std::fs;

use axum::{
    body::{Body, Bytes},
    http::Request,
};
use domain::paths;
use server::{assets::Assets, storage::MediaKind};

use super::{Edge, bytes, header, text};

/// An edge with one style, as a build leaves it.
async fn built() -> Edge {
    let site = tempfile::tempdir().unwrap();
    let pkg = site.path().join("pkg");
    fs::create_dir_all(&pkg).unwrap();
    fs::write(pkg.join("masthead.1a2b.css"), "body{}").unwrap();
    fs::write(pkg.join("masthead.1a2b.css.br"), "brotli").unwrap();
    fs::write(pkg.join("masthead.1a2b.css.gz"), "gzip").unwrap();
    fs::write(site.path().join("assets.json"), r#"{"masthead.css":"masthead.1a2b.css"}"#).unwrap();
    // Everything is read into memory at once, so the folder may go afterwards.
    Edge::with(|config| config.site.assets = Some(site.path().to_path_buf())).await
}

#[tokio::test]
async fn a_style_is_kept_for_ever_and_travels_as_the_build_compressed_it() {
    let edge = built().await;
    assert!(!edge.app.assets.is_missing());
    let url = edge.app.assets.url("masthead.css");
    for (accepted, encoding, body) in [("br", "br", "brotli"), ("gzip", "gzip", "gzip"), ("identity", "", "body{}")] {
        let request = Request::get(&url).header("accept-encoding", accepted).body(Body::empty()).unwrap();
        let response = edge.send(request).await;
        assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&response, "content-type"), "text/css; charset=utf-8");
        assert_eq!(header(&response, "content-encoding"), encoding);
        assert_eq!(header(&response, "vary"), "Accept-Encoding");
        assert!(!header(&response, "etag").is_empty());
        assert_eq!(text(response).await, body);
    }
}

#[tokio::test]
async fn assets_that_do_not_exist_are_not_found() {
    let edge = built().await;
    for path in ["/pkg/other.css", "/pkg/../assets.json", "/pkg/%2e%2e/assets.json", "/favicon.ico"] {
        assert_eq!(edge.get(path).await.status(), 404, "{path}");
    }
    assert!(Assets::default().is_missing());
}

#[tokio::test]
async fn a_stored_picture_is_kept_for_ever_and_cannot_act() {
    let edge = Edge::new().await;
    let name = edge.app.storage.put(Bytes::from_static(b"<svg/>"), MediaKind::Svg).await.unwrap();
    let response = edge.get(&paths::media(&name.to_string())).await;
    assert_eq!(header(&response, "content-type"), "image/svg+xml");
    assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&response, "cross-origin-resource-policy"), "cross-origin");
    assert_eq!(header(&response, "content-security-policy"), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    assert!(bytes(response).await.starts_with(b"<svg"));
    assert_eq!(edge.get("/media/nothing.svg").await.status(), 404);
}
