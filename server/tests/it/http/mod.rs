//! The edge, seen from outside: small handlers of the tests' own behind every layer.

mod caching;
mod client;
mod cross_site;
mod health;
mod log;
mod refusals;
mod security_headers;
mod serving;
mod sessions;
mod static_files;

use std::net::SocketAddr;

use axum::{
    Extension, Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, Response, StatusCode},
    response::Html,
    routing::{get, post},
};
use domain::accounts::Viewer;
use server::{
    config::Config,
    http::{ScriptsAllowed, Visit, layers, routes},
};
use tower::ServiceExt;

use crate::test_app::TestApp;

/// A running edge around a program of its own.
struct Edge {
    app: TestApp,
    router: Router,
}

impl Edge {
    /// As it runs without any setting.
    async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// As it runs with some settings changed.
    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let app = TestApp::configured(change).await;
        let router = layers(handlers().merge(routes(&app)), &app);
        Self { app, router }
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> Response<Body> {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// As a browser or a proxy at `peer` would.
    async fn get_from(&self, peer: &str, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::get(path).extension(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4711)));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }
}

async fn bytes(response: Response<Body>) -> Bytes {
    axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(bytes(response).await.to_vec()).unwrap()
}

async fn json(response: Response<Body>) -> serde_json::Value {
    serde_json::from_slice(&bytes(response).await).unwrap()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

fn page() -> String {
    "<p>All the news that is fit to print.</p>\n".repeat(100)
}

fn handlers() -> Router {
    Router::new()
        .route("/page", get(|| async { Html(page()) }))
        .route("/long-page", get(|| async { Html(page().repeat(100)) }))
        .route(
            "/island",
            get(|visit: Extension<Visit>| async move { (Extension(ScriptsAllowed), visit.nonce.clone()) }),
        )
        .route("/client", get(|visit: Extension<Visit>| async move { visit.client.address.to_string() }))
        .route("/viewer", get(|visit: Extension<Visit>| async move { name(&visit.viewer) }))
        .route("/theme", get(|visit: Extension<Visit>| async move { visit.theme.as_str() }))
        .route("/prefetch", get(|visit: Extension<Visit>| async move { visit.prefetch.to_string() }))
        .route("/remember", post(remember))
        .route("/recall", get(recall))
        .route("/echo", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/careless", post(careless))
        .route("/panic", get(panics))
        .route("/for-ever", get(std::future::pending::<StatusCode>))
}

fn name(viewer: &Viewer) -> String {
    viewer.actor().map_or("a stranger", |actor| &actor.name).to_owned()
}

async fn remember(visit: Extension<Visit>) -> &'static str {
    visit.session.insert("word", "kept").await.unwrap();
    "remembered"
}

async fn recall(visit: Extension<Visit>) -> String {
    visit.session.get("word").await.unwrap().unwrap_or_default()
}

/// Takes no notice of a body that breaks off.
async fn careless(_: HeaderMap, body: Result<Bytes, axum::extract::rejection::BytesRejection>) -> &'static str {
    drop(body);
    "fine"
}

async fn panics() -> StatusCode {
    panic!("on purpose")
}
