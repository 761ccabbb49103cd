//! What programs read of the site: feeds, sitemaps and what goes with them, over HTTP as they ask for it.

mod conditional;
mod discovery;
mod formats;
mod json_feed;
mod reader;
mod secrecy;
mod sitemap;

use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, Response},
};
use server::{
    config::Config,
    http::{layers, routes},
};
use tower::ServiceExt;

use crate::test_app::TestApp;

/// A site with an address of its own, asked without a socket.
struct Served {
    app: TestApp,
    router: Router,
}

impl Served {
    async fn new() -> Self {
        Self::with(|_| ()).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let app = TestApp::configured(change).await;
        let router = layers(routes(&app), &app);
        Self { app, router }
    }

    /// As a program asks that names another host than the site's: nothing may depend on that.
    async fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::get(path).header("host", "evil.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    /// The body of a good answer.
    async fn read(&self, path: &str) -> Bytes {
        let response = self.ask(path, &[]).await;
        assert_eq!(response.status(), 200, "{path}");
        bytes(response).await
    }

    async fn text(&self, path: &str) -> String {
        String::from_utf8(self.read(path).await.to_vec()).unwrap()
    }
}

async fn bytes(response: Response<Body>) -> Bytes {
    axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}
