//! What happens when a server is out of order.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use axum::{
    Json, Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};
use server::{
    ids::Ids,
    outbound::{Client, Reason},
};
use tokio::net::TcpListener;
use url::Url;

use super::{clock, config};

/// A server that is out of order for the first so many requests.
struct Shaky {
    url: Url,
    asked: Arc<AtomicU32>,
}

impl Shaky {
    async fn start(failures: u32) -> Self {
        let asked = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&asked);
        let answer = move || {
            let asked = counter.fetch_add(1, Ordering::Relaxed);
            async move { answer(asked, failures) }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        let router = Router::new().route("/", get(answer.clone()).post(answer));
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { url, asked }
    }

    fn asked(&self) -> u32 {
        self.asked.load(Ordering::Relaxed)
    }
}

fn answer(asked: u32, failures: u32) -> Response {
    if asked < failures { StatusCode::SERVICE_UNAVAILABLE.into_response() } else { Json(json!("well")).into_response() }
}

fn patient() -> server::config::OutboundConfig {
    let mut config = config();
    config.timeout = std::time::Duration::from_secs(20);
    config
}

#[tokio::test]
async fn what_only_asks_is_asked_again() {
    let clock = clock();
    let client = Client::new(&patient(), &clock, &Ids::new(clock.clone())).unwrap();
    let shaky = Shaky::start(2).await;
    assert_eq!(client.get_json::<Value>(&shaky.url, None).await.unwrap(), json!("well"));
    let counted = client.counted();
    assert_eq!((counted.calls, counted.retried, counted.silent), (3, 2, 2));
    let broken = Shaky::start(u32::MAX).await;
    let failure = client.get_json::<Value>(&broken.url, None).await.unwrap_err();
    assert!(matches!(failure.reason, Reason::Refused(503)));
    assert_eq!(broken.asked(), 3, "and then it is enough");
}

#[tokio::test]
async fn what_changes_something_is_sent_once() {
    let clock = clock();
    let client = Client::new(&patient(), &clock, &Ids::new(clock.clone())).unwrap();
    let shaky = Shaky::start(1).await;
    let failure = client.post_json::<Value>(&shaky.url, &json!({})).await.unwrap_err();
    assert!(matches!(failure.reason, Reason::Refused(503)));
    assert_eq!(shaky.asked(), 1);
}

#[tokio::test]
async fn a_host_that_fails_in_a_row_is_left_alone_for_a_moment() {
    let clock = clock();
    let client = Client::new(&patient(), &clock, &Ids::new(clock.clone())).unwrap();
    let (shaky, other) = (Shaky::start(5).await, Shaky::start(0).await);
    for _ in 0..5 {
        client.post_json::<Value>(&shaky.url, &json!({})).await.unwrap_err();
    }
    let failure = client.post_json::<Value>(&shaky.url, &json!({})).await.unwrap_err();
    assert!(matches!(failure.reason, Reason::LeftAlone) && failure.is_silence());
    assert_eq!((shaky.asked(), client.counted().left_alone), (5, 1));
    client.post_json::<Value>(&other.url, &json!({})).await.unwrap();
    clock.advance_seconds(30);
    client.post_json::<Value>(&shaky.url, &json!({})).await.unwrap();
    client.post_json::<Value>(&shaky.url, &json!({})).await.unwrap();
}
