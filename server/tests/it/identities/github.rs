//! GitHub and Google, as far as they are special, at places of the tests' own.

use axum::{
    Json, Router,
    routing::{get, post},
};
use domain::{
    Problem,
    accounts::{Provider, TypedCode},
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use server::{
    Result,
    accounts::confirm,
    config::Endpoints,
    entities::member,
    factors,
    http::Visit,
    identities::{self, Arrival, Callback},
    mail::Block,
};
use tokio::net::TcpListener;

use super::service::{Service, client, person};
use crate::test_app::{TestApp, problem};

/// Something that looks like GitHub, with these addresses of one user.
async fn github(addresses: Value) -> Endpoints {
    let user = json!({ "id": 4711, "login": "ada", "name": "Ada Example", "email": "public@example.org" });
    let token = post(|body: String| async move {
        // GitHub says that a code is bad in an answer that says that all went well.
        Json(match body.contains("code=good") {
            true => json!({ "access_token": "gh", "token_type": "bearer", "scope": "user:email" }),
            false => json!({ "error": "bad_verification_code" }),
        })
    });
    let router = Router::new()
        .route("/token", token)
        .route("/user", get(|| async { Json(user) }))
        .route("/user/emails", get(|| async { Json(addresses) }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, router).await });
    Endpoints {
        github_authorize: format!("{url}/authorize"),
        github_token: format!("{url}/token"),
        github_api: url,
        ..Endpoints::default()
    }
}

async fn installation(addresses: Value) -> TestApp {
    let endpoints = github(addresses).await;
    TestApp::configured(|config| {
        config.oauth.github = Some(client());
        config.oauth.endpoints = endpoints;
    })
    .await
}

async fn sign_in(app: &TestApp, code: &str) -> Result<Arrival> {
    sign_in_at(app, &app.visit(), code).await
}

async fn sign_in_at(app: &TestApp, visit: &Visit, code: &str) -> Result<Arrival> {
    identities::begin(app, visit, Provider::Github, "/").await.unwrap();
    let (_, url) = identities::leave(app, visit, Provider::Github).await.unwrap();
    assert!(url.contains("code_challenge_method=S256") && url.contains("scope=user%3Aemail"), "{url}");
    let state = url.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let callback = Callback { state, code: Some(code.to_owned()), ..Callback::default() };
    identities::finish(app, visit, Provider::Github, callback).await
}

async fn only_member(app: &TestApp) -> member::Model {
    let mut members = member::Entity::find().all(app.db.read()).await.unwrap();
    assert_eq!(members.len(), 1);
    members.remove(0)
}

#[tokio::test]
async fn of_githubs_addresses_the_primary_one_counts() {
    let app = installation(json!([
        { "email": "old@example.org", "primary": false, "verified": true },
        { "email": "ada@example.org", "primary": true, "verified": true },
    ]))
    .await;
    assert!(matches!(sign_in(&app, "good").await.unwrap(), Arrival::Entered { is_new: true, .. }));
    let ada = only_member(&app).await;
    assert_eq!((&*ada.email, &*ada.name, ada.email_verified_at.is_some()), ("ada@example.org", "Ada Example", true));
}

#[tokio::test]
async fn an_address_that_github_did_not_verify_is_not_taken() {
    let app = installation(json!([{ "email": "ada@example.org", "primary": true, "verified": false }])).await;
    assert!(matches!(sign_in(&app, "good").await.unwrap(), Arrival::JoinNeeded));
}

#[tokio::test]
async fn a_code_that_github_refuses_is_told_as_spent() {
    let app = installation(json!([])).await;
    assert_eq!(problem(sign_in(&app, "bad").await), Problem::AttemptExpired);
}

/// GitHub cannot show that they signed in just now, so a code from their mailbox has to.
#[tokio::test]
async fn a_member_whose_only_way_in_is_github_can_still_change_what_is_sensitive() {
    let app = installation(json!([{ "email": "ada@example.org", "primary": true, "verified": true }])).await;
    let visit = app.visit();
    sign_in_at(&app, &visit, "good").await.unwrap();
    let cookie = app.answered(&visit).await.unwrap();
    let visit = app.visit_signed_in(cookie).await;
    let actor = visit.viewer.actor().unwrap();
    assert_eq!(actor.require_proof(app.clock.now()), Err(Problem::ProofNeeded));
    assert!(identities::proving(&app, actor).await.unwrap().able.is_empty());

    confirm::send_code(&app, &visit).await.unwrap();
    let letter = app.letters_to("Ada").await.pop().unwrap();
    let sent = letter.blocks.iter().find_map(|block| match block {
        Block::Code { code } => Some(TypedCode::parse(code).unwrap()),
        _ => None,
    });
    confirm::by_code(&app, &visit, &sent.unwrap()).await.unwrap();

    let cookie = app.answered(&visit).await.unwrap();
    let visit = app.visit_signed_in(cookie).await;
    let actor = visit.viewer.actor().unwrap();
    assert_eq!(actor.require_proof(app.clock.now()), Ok(()));
    factors::begin_totp(&app, actor).await.unwrap();
}

/// Google verified a foreign address once; who has it today, it does not know.
#[tokio::test]
async fn google_is_sure_of_the_addresses_that_it_manages() {
    for (claims, sure) in [
        (json!({}), false),
        (json!({ "hd": "example.org" }), true),
        (json!({ "email": "ada@gmail.com" }), true),
        (json!({ "email": "ada@gmail.com.example.org" }), false),
    ] {
        let google = Service::start().await;
        let app = TestApp::configured(|config| {
            config.oauth.google = Some(client());
            config.oauth.endpoints.google_issuer = google.url.clone();
        })
        .await;
        let visit = app.visit();
        identities::begin(&app, &visit, Provider::Google, "/").await.unwrap();
        let (_, url) = identities::leave(&app, &visit, Provider::Google).await.unwrap();
        let mut ada = person("Ada");
        for (name, value) in claims.as_object().unwrap() {
            ada[name] = value.clone();
        }
        identities::finish(&app, &visit, Provider::Google, google.agree(&url, &ada)).await.unwrap();
        assert_eq!(only_member(&app).await.email_verified_at.is_some(), sure, "{claims}");
    }
}
