//! A receiver of webhooks, and a program that may call it.

use std::{
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{accounts::Actor, id::WebhookId, webhooks::WebhookForm};
use serde_json::Value;
use server::webhooks::{self, Secret, deliver_due};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use crate::test_app::TestApp;

/// Longer than a receiver on this machine takes, shorter than a test may.
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);

/// A message, as it arrived.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) id: String,
    pub(super) timestamp: i64,
    pub(super) signature: String,
    pub(super) raw: Vec<u8>,
    pub(super) body: Value,
}

impl Received {
    /// What it tells of.
    pub(super) fn event(&self) -> &str {
        self.body["type"].as_str().unwrap()
    }

    /// Whether one of its signatures is that of the secret, by an HMAC (RFC 2104) written out here.
    pub(super) fn is_signed_with(&self, secret: &Secret) -> bool {
        let key = STANDARD.decode(secret.written().strip_prefix("whsec_").unwrap()).unwrap();
        let mut text = format!("{}.{}.", self.id, self.timestamp).into_bytes();
        text.extend_from_slice(&self.raw);
        let expected = format!("v1,{}", STANDARD.encode(hmac(&key, &text)));
        self.signature.split(' ').any(|signature| signature == expected)
    }
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    assert!(key.len() <= 64, "longer keys are hashed first");
    let padded = |with: u8| -> Vec<u8> {
        let key = key.iter().copied().chain(std::iter::repeat(0)).take(64);
        key.map(|byte| byte ^ with).collect()
    };
    let inner = Sha256::digest([&padded(0x36)[..], text].concat());
    Sha256::digest([&padded(0x5c)[..], &inner[..]].concat()).to_vec()
}

type Verdict = Box<dyn Fn(&Received) -> Response + Send>;

#[derive(Clone)]
struct Inside {
    received: Arc<Mutex<Vec<Received>>>,
    verdict: Arc<Mutex<Verdict>>,
    hangs: Arc<Mutex<bool>>,
}

/// A receiver.
#[derive(Clone)]
pub(super) struct Receiver {
    pub(super) url: String,
    inside: Inside,
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

impl Receiver {
    /// One that accepts everything.
    pub(super) async fn start() -> Self {
        let accept: Verdict = Box::new(|_| StatusCode::NO_CONTENT.into_response());
        let inside = Inside { received: Arc::default(), verdict: Arc::new(Mutex::new(accept)), hangs: Arc::default() };
        let router = Router::new().route("/hook", post(receive)).with_state(inside.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { url, inside }
    }

    /// From now on it answers like this.
    pub(super) fn answers(&self, verdict: impl Fn(&Received) -> Response + Send + 'static) {
        *self.inside.verdict.lock().unwrap() = Box::new(verdict);
    }

    /// From now on it answers with this status.
    pub(super) fn answers_with(&self, status: u16) {
        self.answers(move |_| StatusCode::from_u16(status).unwrap().into_response());
    }

    /// From now on it takes messages and never answers, or does.
    pub(super) fn hangs(&self, hangs: bool) {
        *self.inside.hangs.lock().unwrap() = hangs;
    }

    /// Everything that arrived.
    pub(super) fn received(&self) -> Vec<Received> {
        self.inside.received.lock().unwrap().clone()
    }

    /// What that told of.
    pub(super) fn events(&self) -> Vec<String> {
        self.received().iter().map(|received| received.event().to_owned()).collect()
    }
}

async fn receive(State(inside): State<Inside>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/json");
    assert!(header("user-agent").starts_with("Masthead/"));
    let received = Received {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp").parse().unwrap(),
        signature: header("webhook-signature"),
        body: serde_json::from_slice(&body).unwrap(),
        raw: body.to_vec(),
    };
    let answer = inside.verdict.lock().unwrap()(&received);
    inside.received.lock().unwrap().push(received);
    if *inside.hangs.lock().unwrap() {
        std::future::pending::<()>().await;
    }
    answer
}

/// A program that may call this machine.
pub(super) async fn app() -> TestApp {
    TestApp::configured(|config| {
        config.outbound.private_networks = vec!["127.0.0.0/8".parse().unwrap()];
        config.webhooks.timeout = TIMEOUT;
    })
    .await
}

/// Makes a webhook for these events.
pub(super) async fn subscribe(app: &TestApp, admin: &Actor, url: &str, events: &[&str]) -> (WebhookId, Secret) {
    let form = WebhookForm::parse(url, "A test", events.iter().copied()).unwrap();
    let new = webhooks::make(app, &app.visit_of(admin).await, form).await.unwrap();
    (new.webhook, new.secret)
}

/// Moves the clock and sends what is due by then.
pub(super) async fn after(app: &TestApp, seconds: i64) -> webhooks::Delivered {
    app.clock.advance_seconds(seconds);
    deliver_due(app).await.unwrap()
}
