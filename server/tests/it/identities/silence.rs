//! A service that does not answer costs a few moments and a clear word.

use domain::{Problem, accounts::Provider};
use server::{config::OidcConfig, identities};
use tokio::net::TcpListener;

use super::service::{Service, client, go, person, sign_in};
use crate::test_app::{TestApp, problem};

fn silent() -> Problem {
    Problem::ProviderSilent { provider: "Example ID".into() }
}

#[tokio::test]
async fn one_that_is_not_there_is_told_before_anybody_is_led_away() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let settings = OidcConfig { issuer, name: "Example ID".into(), client: client() };
    let app = TestApp::configured(|config| config.oauth.oidc = Some(settings)).await;
    assert_eq!(problem(identities::begin(&app, &app.visit(), Provider::Oidc, "/").await), silent());
}

#[tokio::test]
async fn one_that_hangs_is_given_up_and_asked_again_later() {
    let service = Service::start().await;
    let app = service.installation().await;
    service.now(|behaviour| behaviour.hangs = true);
    let visits = [app.visit(), app.visit()];
    let both = tokio::join!(
        identities::begin(&app, &visits[0], Provider::Oidc, "/"),
        identities::begin(&app, &visits[1], Provider::Oidc, "/"),
    );
    assert_eq!((problem(both.0), problem(both.1)), (silent(), silent()));
    service.now(|behaviour| behaviour.hangs = false);
    app.clock.advance_seconds(5);
    sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
}

#[tokio::test]
async fn one_that_falls_silent_on_the_way_is_told_as_such() {
    let service = Service::start().await;
    let app = service.installation().await;
    let visit = app.visit();
    let callback = service.agree(&go(&app, &visit).await, &person("Ada"));
    service.now(|behaviour| behaviour.hangs = true);
    assert_eq!(problem(identities::finish(&app, &visit, Provider::Oidc, callback).await), silent());
}

#[tokio::test]
async fn one_that_says_that_it_does_not_work_is_told_as_such() {
    let service = Service::start().await;
    let app = service.installation().await;
    let visit = app.visit();
    let mut callback = service.agree(&go(&app, &visit).await, &person("Ada"));
    (callback.code, callback.error) = (None, Some("temporarily_unavailable".into()));
    assert_eq!(problem(identities::finish(&app, &visit, Provider::Oidc, callback).await), silent());
}

#[tokio::test]
async fn one_that_is_not_configured_is_not_there() {
    let app = TestApp::new().await;
    assert_eq!(problem(identities::begin(&app, &app.visit(), Provider::Google, "/").await), Problem::NotFound);
}
