use axum::{body::Body, http::Request};
use domain::accounts::Role;
use server::accounts;

use super::{header, json, me, send, sign_in};
use crate::test_app::{TestApp, email};

async fn asked(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> axum::http::Response<Body> {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    send(app, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_stranger_is_told_how_to_say_who_they_are() {
    let app = TestApp::new().await;
    let answer = asked(&app, "/api/v1/me", &[]).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "www-authenticate")), (401, "Bearer"));
    assert_eq!(json(answer).await["code"], "sign_in_needed");
}

#[tokio::test]
async fn whoever_is_signed_in_may_ask_in_the_browser() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let cookie = format!("session={}", app.cookie_of("Ada").await);
    let answer = asked(&app, "/api/v1/me", &[("cookie", &cookie)]).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "cache-control")), (200, "no-store"));
    assert_eq!(json(answer).await["name"], "Ada");
}

#[tokio::test]
async fn with_a_token_cookies_count_for_nothing() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    app.reader("Bob").await;
    let cookie = format!("session={}", app.cookie_of("Ada").await);
    let bearer = format!("Bearer {}", sign_in(&app, "Bob").await.access_token);
    let answer = asked(&app, "/api/v1/me", &[("cookie", &cookie), ("authorization", &bearer)]).await;
    assert_eq!(header(&answer, "set-cookie"), "");
    assert_eq!(json(answer).await["name"], "Bob");
    // And never a fall back to the session, or to a stranger.
    for wrong in ["Bearer x", "Bearer ", "Bearer", "", "Basic YWRhOmFkYQ==", "bearer  a.b.c"] {
        let answer = asked(&app, "/api/v1/me", &[("cookie", &cookie), ("authorization", wrong)]).await;
        assert_eq!(answer.status(), 401, "{wrong}");
        assert_eq!(header(&answer, "www-authenticate"), "Bearer error=\"invalid_token\"", "{wrong}");
        assert_eq!(json(answer).await["code"], "invalid_token", "{wrong}");
    }
    let twice = [("authorization", bearer.as_str()), ("authorization", bearer.as_str())];
    assert_eq!(asked(&app, "/api/v1/me", &twice).await.status(), 401, "whose would it be?");
}

#[tokio::test]
async fn elsewhere_a_token_is_nothing() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let bearer = format!("Bearer {}", sign_in(&app, "Ada").await.access_token);
    for path in ["/up", "/apiary", "/settings/tokens"] {
        let (statements, answer) = app.statements_of(asked(&app, path, &[("authorization", &bearer)])).await;
        assert_eq!(statements, 0, "{path}");
        assert_ne!(answer.status(), 401, "{path}");
    }
}

#[tokio::test]
async fn a_changed_role_counts_at_once_and_takes_one_statement() {
    let app = TestApp::new().await;
    app.author("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    assert_eq!(json(me(&app, &token).await).await["permissions"], serde_json::json!(["comment", "write_posts"]));
    accounts::set_role(&app, &email("Ada"), Role::Reader).await.unwrap();
    let (statements, answer) = app.statements_of(me(&app, &token)).await;
    assert_eq!(statements, 2, "one for the token with its member and what they may do, one for the answer");
    assert_eq!(json(answer).await["permissions"], serde_json::json!(["comment"]));
}

#[tokio::test]
async fn answers_to_a_token_are_nobody_elses() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    let answer = me(&app, &token).await;
    assert_eq!((header(&answer, "cache-control"), header(&answer, "set-cookie")), ("no-store", ""));
}
