//! A real OpenID provider on this machine (`server/tests/provider/`), with its own pages, cookies and rules.
//!
//! Where its packages are not installed these tests pass without testing anything; `cargo xtask test` installs them, and
//! on a CI machine they must be there.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use domain::{Problem, accounts::Provider};
use http::{Method, Request, header};
use serde_json::{Value, json};
use server::{
    Result,
    accounts::list_members,
    config::OidcConfig,
    http::Visit,
    identities::{self, Arrival, Callback},
    outbound::Client,
};
use url::Url;

use super::service::client;
use crate::test_app::{TestApp, came_in, problem};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provider");
const CALLBACK: &str = "http://127.0.0.1:3000/sign-in/with/oidc/callback";

/// The running provider, and an installation where people sign in with it.
struct Real {
    app: TestApp,
    url: String,
    process: Child,
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Real {
    async fn start() -> Option<Self> {
        if !Path::new(FOLDER).join("node_modules").is_dir() {
            assert!(std::env::var_os("CI").is_none(), "`npm ci` in {FOLDER} comes before the tests");
            eprintln!("skipped: `npm ci` in {FOLDER} was not run");
            return None;
        }
        let mut process = Command::new("node")
            .args(["provider.js", CALLBACK])
            .current_dir(FOLDER)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = serde_json::from_str::<Value>(&line).unwrap()["url"].as_str().unwrap().to_owned();
        let settings = OidcConfig { issuer: url.clone(), name: "Example ID".into(), client: client() };
        let app = TestApp::configured(|config| {
            config.oauth.oidc = Some(settings);
            config.outbound.timeout = std::time::Duration::from_secs(2);
        })
        .await
        .at_machine_time();
        Some(Self { app, url, process })
    }

    /// Makes the provider misbehave.
    async fn control(&self, change: Value) {
        let url = format!("{}/control", self.url).parse().unwrap();
        let _: Value = self.app.outbound.post_json(&url, &change).await.unwrap();
    }

    /// Begins here, and answers the provider's page in a browser of one's own.
    async fn go(&self, visit: &Visit, name: &str, answer: &str) -> Callback {
        identities::begin(&self.app, visit, Provider::Oidc, "/write").await.unwrap();
        let (_, url) = identities::leave(&self.app, visit, Provider::Oidc).await.unwrap();
        Browser::new(&self.app.outbound).answer(&url, &format!("name={name}&answer={answer}")).await
    }

    /// Comes in as a new member, and begins to prove once more who they are. Answers with where their browser is led.
    async fn begin_proving(&self) -> (Visit, String) {
        let visit = self.app.visit();
        self.sign_in(&visit, "ada").await.unwrap();
        let cookie = self.app.answered(&visit).await.unwrap();
        let visit = self.app.visit_signed_in(cookie).await;
        let actor = visit.viewer.actor().unwrap();
        identities::begin_proving(&self.app, &visit, actor, Provider::Oidc, "/settings/data").await.unwrap();
        let (_, url) = identities::leave(&self.app, &visit, Provider::Oidc).await.unwrap();
        (visit, url)
    }

    /// What comes of a sign-in that is to be a proof, and whether it is one.
    async fn prove(&self, visit: &Visit, url: &str) -> (Arrival, bool) {
        let callback = Browser::new(&self.app.outbound).answer(url, "name=ada&answer=agree").await;
        let arrival = identities::finish(&self.app, visit, Provider::Oidc, callback).await.unwrap();
        let cookie = self.app.answered(visit).await.unwrap();
        let proved_at = self.app.visit_signed_in(cookie).await.viewer.actor().unwrap().standing.proved_at;
        (arrival, proved_at.is_some())
    }

    async fn sign_in(&self, visit: &Visit, name: &str) -> Result<Arrival> {
        let callback = self.go(visit, name, "agree").await;
        identities::finish(&self.app, visit, Provider::Oidc, callback).await
    }
}

/// As much of a browser as the provider's pages need.
struct Browser<'a> {
    client: &'a Client,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    const fn new(client: &'a Client) -> Self {
        Self { client, cookies: BTreeMap::new() }
    }

    /// Goes where it is led, fills in the page when it comes, and stops where the provider sends it back to us.
    async fn answer(&mut self, url: &str, form: &str) -> Callback {
        let mut url: Url = url.parse().unwrap();
        for _ in 0..10 {
            if url.as_str().starts_with(CALLBACK) {
                return serde_urlencoded::from_str(url.query().unwrap_or_default()).unwrap();
            }
            let is_page = url.path().starts_with("/interaction/");
            url = self.step(&url, is_page.then_some(form)).await;
        }
        panic!("led in circles");
    }

    async fn step(&mut self, url: &Url, form: Option<&str>) -> Url {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(if form.is_some() { Method::POST } else { Method::GET })
            .uri(url.as_str())
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.client.send(request.body(form.unwrap_or_default().into()).unwrap()).await.unwrap();
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let next = answer.headers().get(header::LOCATION);
        let next = next.unwrap_or_else(|| panic!("{}: {}", answer.status(), String::from_utf8_lossy(answer.body())));
        url.join(next.to_str().unwrap()).unwrap()
    }
}

#[tokio::test]
async fn people_join_and_come_back() {
    let Some(real) = Real::start().await else { return };
    for is_first in [true, false] {
        match real.sign_in(&real.app.visit(), "ada").await.unwrap() {
            Arrival::Entered { admitted, is_new, next } => {
                let ada = came_in(Ok(admitted));
                assert_eq!((&*ada.name, &*ada.email, is_new), ("Ada", "ada@example.org", is_first));
                assert_eq!((ada.role.as_str(), &*next), ("admin", "/write"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn people_may_refuse() {
    let Some(real) = Real::start().await else { return };
    let visit = real.app.visit();
    let callback = real.go(&visit, "ada", "refuse").await;
    let arrival = identities::finish(&real.app, &visit, Provider::Oidc, callback).await.unwrap();
    assert!(matches!(arrival, Arrival::Declined { .. }), "{arrival:?}");
    assert!(list_members(&real.app).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_callback_and_a_code_work_once() {
    let Some(real) = Real::start().await else { return };
    let visit = real.app.visit();
    let used = real.go(&visit, "ada", "agree").await;
    identities::finish(&real.app, &visit, Provider::Oidc, used.clone()).await.unwrap();
    let again = identities::finish(&real.app, &visit, Provider::Oidc, used.clone()).await;
    assert_eq!(problem(again), Problem::AttemptExpired, "the state");

    let visit = real.app.visit();
    let mut callback = real.go(&visit, "ada", "agree").await;
    callback.code = used.code;
    let again = identities::finish(&real.app, &visit, Provider::Oidc, callback).await;
    assert_eq!(problem(again), Problem::AttemptExpired, "the code");
}

/// Somebody slips their own code into another one's callback: it is bound to the verifier of whoever began.
#[tokio::test]
async fn a_code_of_somebody_else_is_refused() {
    let Some(real) = Real::start().await else { return };
    let theirs = real.go(&real.app.visit(), "eve", "agree").await;
    let visit = real.app.visit();
    let mut callback = real.go(&visit, "ada", "agree").await;
    callback.code = theirs.code;
    let outcome = identities::finish(&real.app, &visit, Provider::Oidc, callback).await;
    assert_eq!(problem(outcome), Problem::AttemptExpired);
}

#[tokio::test]
async fn a_token_for_another_attempt_is_refused() {
    let Some(real) = Real::start().await else { return };
    real.control(json!({ "nonce": "of-another-attempt" })).await;
    assert_eq!(problem(real.sign_in(&real.app.visit(), "ada").await).code(), "provider_mistrusted");
}

#[tokio::test]
async fn rotated_keys_are_followed() {
    let Some(real) = Real::start().await else { return };
    real.sign_in(&real.app.visit(), "ada").await.unwrap();
    real.control(json!({ "rotate": true })).await;
    // The keys were fetched a moment ago, so the new one is looked up after a minute at the earliest.
    assert_eq!(problem(real.sign_in(&real.app.visit(), "ada").await).code(), "provider_mistrusted");
    real.app.clock.advance_seconds(60);
    real.sign_in(&real.app.visit(), "ada").await.unwrap();
}

#[tokio::test]
async fn a_provider_that_hangs_or_is_gone_is_told_as_such() {
    let Some(mut real) = Real::start().await else { return };
    let silent = Problem::ProviderSilent { provider: "Example ID".into() };
    let visit = real.app.visit();
    let callback = real.go(&visit, "ada", "agree").await;
    real.control(json!({ "hang": true })).await;
    let outcome = identities::finish(&real.app, &visit, Provider::Oidc, callback).await;
    assert_eq!(problem(outcome), silent, "slow");

    real.control(json!({ "hang": false })).await;
    let visit = real.app.visit();
    let callback = real.go(&visit, "ada", "agree").await;
    real.process.kill().unwrap();
    real.process.wait().unwrap();
    let outcome = identities::finish(&real.app, &visit, Provider::Oidc, callback).await;
    assert_eq!(problem(outcome), silent, "dead");
}

#[tokio::test]
async fn an_address_that_nobody_verified_is_not_believed() {
    let Some(real) = Real::start().await else { return };
    let Ok(Arrival::Entered { admitted, .. }) = real.sign_in(&real.app.visit(), "unsure.ada").await else {
        panic!("nobody has that address")
    };
    let ada = server::accounts::actor(&real.app, came_in(Ok(admitted)).id).await.unwrap();
    assert!(!ada.standing.is_verified);
}

#[tokio::test]
async fn a_sign_in_on_demand_proves_who_one_is() {
    let Some(real) = Real::start().await else { return };
    let (visit, url) = real.begin_proving().await;
    let (arrival, is_proved) = real.prove(&visit, &url).await;
    assert!(matches!(&arrival, Arrival::Proved { next } if next == "/settings/data"), "{arrival:?}");
    assert!(is_proved);
}

#[tokio::test]
async fn a_sign_in_from_before_proves_nothing() {
    let Some(real) = Real::start().await else { return };
    let (visit, url) = real.begin_proving().await;
    real.control(json!({ "signedIn": 62 })).await;
    let (arrival, is_proved) = real.prove(&visit, &url).await;
    assert!(matches!(&arrival, Arrival::Stale { service, .. } if service == "Example ID"), "{arrival:?}");
    assert!(!is_proved);
}

/// Whoever sits there changes the address to which their browser is led; the provider then does not say when it was.
#[tokio::test]
async fn a_sign_in_at_no_known_time_proves_nothing() {
    let Some(real) = Real::start().await else { return };
    let (visit, url) = real.begin_proving().await;
    let silent = url.replace("&max_age=0", "").replace("&prompt=login", "");
    assert!(!silent.contains("max_age") && silent.len() + 23 == url.len(), "{url}");
    let (arrival, is_proved) = real.prove(&visit, &silent).await;
    assert!(matches!(&arrival, Arrival::Stale { next, .. } if next == "/settings/data"), "{arrival:?}");
    assert!(!is_proved);
}
