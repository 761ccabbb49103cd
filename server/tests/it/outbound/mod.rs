//! Calls to other servers, made to small servers of the tests' own on this machine.

mod guarded;
mod repeated;

use std::time::Duration;

use axum::{
    Form, Json, Router,
    http::HeaderMap,
    response::Redirect,
    routing::{get, post},
};
use domain::Timestamp;
use serde_json::{Value, json};
use server::{
    clock::Clock,
    ids::Ids,
    outbound::{Client, Failure, Reason},
};
use tokio::net::TcpListener;
use url::Url;

/// What somebody could wrongly be told.
const SECRET: &str = "a-secret-in-the-query";

fn client() -> Client {
    let clock = clock();
    Client::new(&config(), &clock, &Ids::new(clock.clone())).unwrap()
}

fn clock() -> Clock {
    Clock::fixed(Timestamp::from_millis(1_795_176_000_000))
}

fn config() -> server::config::OutboundConfig {
    let mut config = server::config::Config::default().outbound;
    config.timeout = Duration::from_millis(300);
    config
}

async fn other_server() -> Url {
    let router = Router::new()
        .route("/agent", get(|headers: HeaderMap| async move { Json(json!(headers["user-agent"].to_str().unwrap())) }))
        .route(
            "/bearer",
            get(|headers: HeaderMap| async move { Json(json!(headers["authorization"].to_str().unwrap())) }),
        )
        .route("/form", post(|Form(fields): Form<Value>| async move { Json(fields) }))
        .route("/json", post(|Json(body): Json<Value>| async move { Json(body) }))
        .route("/moved", get(|| async { Redirect::temporary("/agent") }))
        .route("/page", get(|| async { "<p>token=hunter2</p>" }))
        .route("/large", get(|| async { vec![b' '; 2 * 1024 * 1024] }))
        .route("/for-ever", get(std::future::pending::<()>));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/?token={SECRET}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, router).await });
    url.parse().unwrap()
}

fn at(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(path);
    url
}

/// The reason of a failure, of which every word that the log would get was looked through.
fn reason(outcome: Result<Value, Failure>) -> Reason {
    let failure = outcome.unwrap_err();
    let host = failure.host.clone();
    assert!(host.starts_with("127.0.0.1"), "{host}");
    let failure = anyhow::Error::from(failure);
    let told = server::chain(&failure);
    assert!(told.contains(&host) && !told.contains(SECRET) && !told.contains("hunter2"), "{told}");
    failure.downcast::<Failure>().unwrap().reason
}

#[tokio::test]
async fn speaks_json_and_forms_under_its_own_name() {
    let (client, base) = (client(), other_server().await);
    let agent: String = client.get_json(&at(&base, "/agent"), None).await.unwrap();
    assert!(agent.starts_with("Masthead/"), "{agent}");
    let bearer: String = client.get_json(&at(&base, "/bearer"), Some("t0ken")).await.unwrap();
    assert_eq!(bearer, "Bearer t0ken");
    let sent = json!({ "name": "Ada & Bob" });
    assert_eq!(client.post_json::<Value>(&at(&base, "/json"), &sent).await.unwrap(), sent);
    assert_eq!(client.post_form::<Value>(&at(&base, "/form"), &sent).await.unwrap(), sent);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let outcome = client().get_json(&at(&other_server().await, "/moved"), None).await;
    assert!(matches!(reason(outcome), Reason::Refused(307)));
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_given_up_in_time() {
    let outcome = client().get_json(&at(&other_server().await, "/for-ever"), None).await;
    assert!(matches!(reason(outcome), Reason::Silent(_)));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_by_its_host() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: Url = format!("http://{}/?token={SECRET}", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    let outcome = client().get_json::<Value>(&url, None).await;
    assert!(outcome.as_ref().is_err_and(Failure::is_silence));
    assert!(matches!(reason(outcome), Reason::Silent(_)));
}

#[tokio::test]
async fn an_answer_without_end_is_cut_short() {
    let outcome = client().get_json(&at(&other_server().await, "/large"), None).await;
    assert!(matches!(reason(outcome), Reason::TooLarge(_)));
}

#[tokio::test]
async fn what_cannot_be_read_is_not_quoted() {
    let outcome = client().get_json(&at(&other_server().await, "/page"), None).await;
    assert!(matches!(reason(outcome), Reason::Unreadable(_)));
}
