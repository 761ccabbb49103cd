//! When an account elsewhere is a proof of who sits there now, and when it only opens the door.

use domain::{
    Problem, Timestamp,
    accounts::{Provider, SignInForm},
};
use serde_json::json;
use server::{
    accounts::{self, confirm},
    factors::finish_by_code,
    http::Visit,
    identities::{self, Arrival},
};

use super::service::{NOON, Service, guarded, person, sign_in};
use crate::test_app::{PASSWORD, TestApp, came_in, problem};

/// When the member of a session last proved who they are, as the next request sees it.
async fn proved_at(app: &TestApp, visit: &Visit) -> Option<Timestamp> {
    let cookie = app.answered(visit).await.unwrap();
    app.visit_signed_in(cookie).await.viewer.actor().unwrap().standing.proved_at
}

/// Ada, who came in with her account elsewhere, asks it to prove who she is.
async fn prove(app: &TestApp, service: &Service, visit: &Visit) -> Arrival {
    let cookie = app.answered(visit).await.unwrap();
    let visit = app.visit_signed_in(cookie).await;
    identities::begin_proving(app, &visit, visit.viewer.actor().unwrap(), Provider::Oidc, "/settings").await.unwrap();
    let (_, url) = identities::leave(app, &visit, Provider::Oidc).await.unwrap();
    identities::finish(app, &visit, Provider::Oidc, service.agree(&url, &person("Ada"))).await.unwrap()
}

#[tokio::test]
async fn a_sign_in_with_an_account_elsewhere_is_a_proof_only_if_that_shows_that_it_asked() {
    for (claims, is_proof) in [
        (json!({}), false),
        (json!({ "auth_time": null }), false),
        (json!({ "auth_time": NOON - 61 }), false),
        (json!({ "auth_time": NOON + 61 }), false),
        (json!({ "auth_time": NOON - 5 }), true),
    ] {
        let service = Service::start().await;
        service.now(|behaviour| behaviour.claims = claims.clone());
        let app = service.installation().await;
        app.reader("Ada").await;
        let visit = app.visit();
        sign_in(&app, &service, &visit, &person("Ada")).await.unwrap();
        assert_eq!(proved_at(&app, &visit).await.is_some(), is_proof, "{claims}");
    }
}

#[tokio::test]
async fn whoever_joins_or_comes_back_without_a_word_has_proved_nothing() {
    let service = Service::start().await;
    let app = service.installation().await;
    for is_first in [true, false] {
        let visit = app.visit();
        let arrival = sign_in(&app, &service, &visit, &person("Ada")).await.unwrap();
        assert!(matches!(arrival, Arrival::Entered { is_new, .. } if is_new == is_first), "{arrival:?}");
        assert_eq!(proved_at(&app, &visit).await, None);
    }
}

/// The session that is taken over was proved a moment ago; the new one is not.
#[tokio::test]
async fn what_somebody_proved_before_does_not_count_for_the_sign_in_after_it() {
    let service = Service::start().await;
    let app = service.installation().await;
    app.reader("Ada").await;
    let before = app.visit();
    accounts::sign_in(&app, &before, SignInForm::parse("ada@example.org", PASSWORD).unwrap()).await.unwrap();
    assert!(proved_at(&app, &before).await.is_some());
    let visit = app.visit_signed_in(before.session.id().unwrap()).await;
    sign_in(&app, &service, &visit, &person("Ada")).await.unwrap();
    assert_eq!(proved_at(&app, &visit).await, None);
}

#[tokio::test]
async fn the_second_step_after_it_is_a_proof() {
    let service = Service::start().await;
    let app = service.installation().await;
    let ada = guarded(&app, &service, "Ada").await;
    let visit = app.visit();
    sign_in(&app, &service, &visit, &person("Ada")).await.unwrap();
    came_in(finish_by_code(&app, &visit, &ada.code(&app), false).await);
    assert_eq!(proved_at(&app, &visit).await, Some(app.clock.now()));
}

#[tokio::test]
async fn an_account_elsewhere_that_shows_no_fresh_sign_in_does_not_confirm_who_one_is() {
    for (claims, is_proof) in [
        (json!({}), false),
        (json!({ "auth_time": NOON - 61 }), false),
        (json!({ "auth_time": NOON + 61 }), false),
        (json!({ "auth_time": NOON }), true),
    ] {
        let service = Service::start().await;
        let app = service.installation().await;
        let visit = app.visit();
        sign_in(&app, &service, &visit, &person("Ada")).await.unwrap();
        service.now(|behaviour| behaviour.claims = claims.clone());
        let arrival = prove(&app, &service, &visit).await;
        assert_eq!(matches!(arrival, Arrival::Proved { .. }), is_proof, "{claims}: {arrival:?}");
        assert_eq!(matches!(arrival, Arrival::Stale { .. }), !is_proof, "{claims}: {arrival:?}");
        let recorded = app.audited().await.contains(&"proved".to_owned());
        assert_eq!(recorded, is_proof, "{claims}");
    }
}

/// They mistyped their address as they joined: its mailbox is somebody else's, and there is nothing else.
#[tokio::test]
async fn whoever_has_nothing_but_an_account_elsewhere_can_still_prove_who_they_are_by_it() {
    let service = Service::start().await;
    let app = service.installation().await;
    let (visit, nameless) = (app.visit(), json!({ "sub": "id-of-ada" }));
    service.now(|behaviour| behaviour.userinfo = nameless.clone());
    sign_in(&app, &service, &visit, &nameless).await.unwrap();
    let form = domain::accounts::JoinForm::parse("Ada", "adda@example.org").unwrap();
    identities::join(&app, &visit, form).await.unwrap();
    assert_eq!(proved_at(&app, &visit).await, None);
    let arrival = prove(&app, &service, &visit).await;
    assert!(matches!(arrival, Arrival::Proved { .. }), "{arrival:?}");
}

#[tokio::test]
async fn a_service_that_can_show_nothing_is_not_asked_to_prove_anything() {
    let google = Service::start().await;
    let app = TestApp::configured(|config| {
        config.oauth.google = Some(super::service::client());
        config.oauth.endpoints.google_issuer = google.url.clone();
    })
    .await;
    let visit = app.visit();
    identities::begin(&app, &visit, Provider::Google, "/").await.unwrap();
    let (_, url) = identities::leave(&app, &visit, Provider::Google).await.unwrap();
    let mut ada = person("Ada");
    ada["hd"] = "example.org".into();
    identities::finish(&app, &visit, Provider::Google, google.agree(&url, &ada)).await.unwrap();
    let cookie = app.answered(&visit).await.unwrap();
    let visit = app.visit_signed_in(cookie).await;
    let actor = visit.viewer.actor().unwrap();
    let proving = identities::proving(&app, actor).await.unwrap();
    assert!(proving.able.is_empty());
    assert_eq!(proving.unable[0].name, "Google");
    assert_eq!(confirm::ways(&app, &visit).await.unwrap().mailbox.as_deref(), Some("ada@example.org"));
    let begun = identities::begin_proving(&app, &visit, actor, Provider::Google, "/settings").await;
    assert_eq!(problem(begun), Problem::IllegalMove);
}
