use axum::http::Method;
use serde_json::json;

use super::Program;
use crate::test_app::TestApp;

#[tokio::test]
async fn a_program_that_has_it_already_gets_304() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    app.draft_by(&ada).title("Title").published().await;
    let program = Program::stranger(&app);
    let first = program.get("/api/v1/posts/title").await.ok();
    let tag = first.header("etag");
    assert!(tag.starts_with("\"1p."), "{tag}");
    let again = program.with("if-none-match", tag).get("/api/v1/posts/title").await;
    assert_eq!((again.status, again.header("etag")), (304, tag));
    let post = app.draft_by(&ada).title("Other").published().await;
    let list = program.get("/api/v1/posts").await.ok();
    assert_eq!(program.with("if-none-match", list.header("etag")).get("/api/v1/posts").await.status, 304);
    server::posts::delete(&app, &ada, post.id).await.unwrap();
    assert_eq!(program.with("if-none-match", list.header("etag")).get("/api/v1/posts").await.status, 200);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    app.draft_by(&ada).title("Title").published().await;
    let program = Program::stranger(&app);
    let get = program.get("/api/v1/posts/title").await.ok();
    let head = program.send(Method::HEAD, "/api/v1/posts/title", None).await.ok();
    assert_eq!(head.body, json!(null));
    for name in ["etag", "content-type", "cache-control", "vary"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    let size = serde_json::to_string(&get.body).unwrap().len();
    assert_eq!(head.header("content-length"), size.to_string());
    assert_eq!(program.send(Method::HEAD, "/api/v1/posts/none", None).await.status, 404);
}

#[tokio::test]
async fn options_and_405_say_what_a_path_takes() {
    let app = TestApp::new().await;
    let program = Program::stranger(&app);
    let options = program.send(Method::OPTIONS, "/api/v1/posts", None).await;
    assert_eq!((options.status, options.header("allow")), (204, "GET,HEAD,POST"));
    let refused = program.delete("/api/v1/posts").await;
    refused.refused(405, "method_not_allowed");
    assert_eq!(refused.header("allow"), "GET,HEAD,POST");
    program.get("/api/v1/nothing").await.refused(404, "not_found");
    program.get("/api/v1/posts/Not%20a%20name").await.refused(404, "not_found");
}

#[tokio::test]
async fn who_takes_no_json_is_told_before_anything_is_done() {
    let app = TestApp::new().await;
    let ada = app.author("Ada").await;
    let program = Program::of(&app, &ada).await;
    let html = program.with("accept", "text/html");
    html.get("/api/v1/posts").await.refused(406, "not_acceptable");
    html.post("/api/v1/posts", json!({ "title": "Title" })).await.refused(406, "not_acceptable");
    assert_eq!(program.get("/api/v1/posts?status=draft").await.items().len(), 0);
    program.with("accept", "text/html, */*;q=0.1").get("/api/v1/posts").await.ok();
}

#[tokio::test]
async fn whoever_asks_too_often_waits_and_nobody_else_does() {
    let app = TestApp::configured(|config| {
        config.api.per_token.attempts = 3;
        config.api.per_address.attempts = 2;
    })
    .await;
    let (ada, bob) = (app.author("Ada").await, app.author("Bob").await);
    let (ada, bob) = (Program::of(&app, &ada).await, Program::of(&app, &bob).await);
    let first = ada.get("/api/v1/posts").await.ok();
    assert_eq!(first.header("ratelimit-policy"), "\"token\";q=3;w=60");
    assert_eq!(first.header("ratelimit"), "\"token\";r=2;t=20");
    ada.get("/api/v1/posts").await.ok();
    ada.get("/api/v1/nothing").await.refused(404, "not_found");
    let refused = ada.get("/api/v1/posts").await;
    refused.refused(429, "too_many_attempts");
    assert_eq!((refused.header("retry-after"), refused.header("ratelimit")), ("20", "\"token\";r=0;t=20"));
    bob.get("/api/v1/posts").await.ok();
    // Both signed in from this address, without a token yet.
    Program::stranger(&app).get("/api/v1/posts").await.refused(429, "too_many_attempts");
    app.clock.advance_seconds(30);
    ada.get("/api/v1/posts").await.ok();
    Program::stranger(&app).get("/api/v1/posts").await.ok();
}

#[tokio::test]
async fn a_query_of_a_thousand_names_is_refused_at_once() {
    let app = TestApp::new().await;
    let names: Vec<String> = (0..5000).map(|number| format!("p{number}")).collect();
    Program::stranger(&app).get(&format!("/api/v1/posts?{}", names.join("&"))).await.refused(422, "invalid");
}

#[tokio::test]
async fn every_problem_names_the_request() {
    let app = TestApp::new().await;
    let refused = Program::stranger(&app).get("/api/v1/posts/none").await;
    assert_eq!(refused.body["request_id"], refused.header("x-request-id"));
    assert_eq!(refused.header("cache-control"), "no-store");
}
