use axum::{
    body::Body,
    http::{Request, Response},
};

use super::{header, json, me, send, sign_in};
use crate::test_app::{PASSWORD, TestApp};

async fn post(app: &TestApp, path: &str, kind: &str, body: impl Into<Body>) -> Response<Body> {
    send(app, Request::post(path).header("content-type", kind).body(body.into()).unwrap()).await
}

#[tokio::test]
async fn a_request_comes_as_json_or_as_a_form() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let json_body =
        serde_json::json!({ "grant_type": "password", "username": "ada@example.org", "password": PASSWORD });
    let form = format!("grant_type=password&username=ada%40example.org&password={}", PASSWORD.replace(' ', "+"));
    for (kind, body) in [
        ("application/json", json_body.to_string()),
        ("application/json; charset=utf-8", json_body.to_string()),
        ("application/x-www-form-urlencoded", form),
    ] {
        let answer = post(&app, "/api/v1/tokens", kind, body).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "cache-control")), (200, "no-store"), "{kind}");
        assert_eq!(header(&answer, "set-cookie"), "", "a program has no session");
        let grant = json(answer).await;
        assert_eq!((&grant["token_type"], &grant["expires_in"]), (&"Bearer".into(), &600.into()));
        assert_eq!(me(&app, grant["access_token"].as_str().unwrap()).await.status(), 200);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_as_a_problem() {
    let app = TestApp::new().await;
    let huge = "x".repeat(17 * 1024);
    for (kind, body, status) in [
        ("application/json", "{", 400),
        ("application/json", "7", 400),
        ("text/plain", "grant_type=password", 400),
        ("application/x-www-form-urlencoded", "grant_type=a&grant_type=b", 400),
        ("application/json", huge.as_str(), 413),
        ("application/json", "{}", 422),
    ] {
        let answer = post(&app, "/api/v1/tokens", kind, body.to_owned()).await;
        assert_eq!(answer.status().as_u16(), status, "{kind} {}", &body[..body.len().min(30)]);
        assert_eq!(header(&answer, "content-type"), "application/problem+json");
        assert_eq!(header(&answer, "cache-control"), "no-store");
    }
    let get = send(&app, Request::get("/api/v1/tokens").body(Body::empty()).unwrap()).await;
    assert_eq!(get.status(), 405);
}

#[tokio::test]
async fn a_wrong_password_is_a_401_with_a_code() {
    let app = TestApp::new().await;
    let body = "grant_type=password&username=nobody%40example.org&password=wrong";
    let answer = post(&app, "/api/v1/tokens", "application/x-www-form-urlencoded", body).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "www-authenticate")), (401, "Bearer"));
    assert_eq!(json(answer).await["code"], "wrong_credentials");
}

#[tokio::test]
async fn another_site_cannot_sign_a_browser_in() {
    let app = TestApp::new().await;
    for path in ["/api/v1/tokens", "/api/v1/tokens/revocation"] {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://elsewhere.example")
            .header("sec-fetch-site", "cross-site");
        assert_eq!(send(&app, request.body(Body::empty()).unwrap()).await.status(), 403, "{path}");
    }
}

#[tokio::test]
async fn clients_that_name_themselves_by_basic_are_let_through() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let grant = sign_in(&app, "Ada").await;
    let request = Request::post("/api/v1/tokens")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("authorization", "Basic ZXhhbXBsZTo=")
        .body(Body::from(format!("grant_type=refresh_token&refresh_token={}", grant.refresh_token)))
        .unwrap();
    assert_eq!(send(&app, request).await.status(), 200);
}

#[tokio::test]
async fn revocation_says_the_same_of_unknown_tokens() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let grant = sign_in(&app, "Ada").await;
    for token in [grant.refresh_token.as_str(), "unknown"] {
        let form = format!("token={token}&token_type_hint=refresh_token");
        let answer = post(&app, "/api/v1/tokens/revocation", "application/x-www-form-urlencoded", form).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "content-length")), (200, "0"), "{token}");
    }
    assert_eq!(me(&app, &grant.access_token).await.status(), 401);
}
