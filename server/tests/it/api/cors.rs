use axum::http::Method;
use serde_json::json;

use super::Program;
use crate::test_app::TestApp;

const APP: &str = "https://app.example.org";

#[tokio::test]
async fn pages_of_other_origins_are_let_in_by_name_alone() {
    let app = TestApp::configured(|config| config.api.origins = vec![APP.into()]).await;
    let ada = app.author("Ada").await;
    let token = Program::of(&app, &ada).await;
    let page = token.with("origin", APP).with("sec-fetch-site", "cross-site");
    let created = page.post("/api/v1/posts", json!({ "title": "Title" })).await;
    assert_eq!((created.status, created.header("access-control-allow-origin")), (201, APP));
    assert_eq!(created.header("access-control-allow-credentials"), "", "never with cookies");
    assert!(created.header("access-control-expose-headers").contains("ETag"));

    let asks = |origin: &str| {
        let program = Program::stranger(&app).with("origin", origin);
        program.with("access-control-request-method", "PATCH")
    };
    let preflight = asks(APP).send(Method::OPTIONS, "/api/v1/posts/x", None).await;
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, APP));
    assert!(preflight.header("access-control-allow-methods").contains("PATCH"));
    assert!(preflight.header("access-control-allow-headers").contains("Authorization"));
    for origin in ["https://evil.example", "null", "https://app.example.org.evil.example"] {
        let preflight = asks(origin).send(Method::OPTIONS, "/api/v1/posts", None).await;
        assert_eq!(preflight.header("access-control-allow-origin"), "", "{origin}");
        let read = Program::stranger(&app).with("origin", origin).get("/api/v1/posts").await;
        let varies = read.headers.get_all("vary").iter().any(|name| name == "Origin");
        assert_eq!((read.header("access-control-allow-origin"), varies), ("", true));
    }
}

#[tokio::test]
async fn without_a_setting_no_other_origin_reads_anything() {
    let app = TestApp::new().await;
    let read = Program::stranger(&app).with("origin", APP).get("/api/v1/posts").await.ok();
    assert_eq!(read.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn cookies_count_from_our_own_pages_alone() {
    let app = TestApp::configured(|config| config.api.origins = vec![APP.into()]).await;
    app.author("Ada").await;
    let cookie = app.cookie_of("Ada").await;
    let name = if app.config.site.is_https() { "__Host-session" } else { "session" };
    let browser = Program::stranger(&app).with("cookie", format!("{name}={cookie}"));
    let own = browser.with("sec-fetch-site", "same-origin");
    assert_eq!(own.get("/api/v1/me").await.ok().body["name"], "Ada");
    own.post("/api/v1/posts", json!({ "title": "Title" })).await.ok();
    for site in ["cross-site", "same-site"] {
        let other = browser.with("sec-fetch-site", site).with("origin", APP);
        other.get("/api/v1/me").await.refused(401, "sign_in_needed");
        let posted = other.post("/api/v1/posts", json!({ "title": "Title" })).await;
        assert!([401, 403].contains(&posted.status), "{posted:?}");
    }
}
