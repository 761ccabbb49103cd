use std::sync::Arc;

use domain::{Problem, accounts::Standing, factors::PasskeyName};
use server::{
    AppState,
    factors::{
        options_to_prove, options_to_register, options_to_sign_in, passkeys_are_possible, register_passkey,
        sign_in_by_passkey,
    },
};

use super::owner::proved;
use crate::test_app::{TestApp, field_code, problem};

/// The same program at a host that has a name.
fn named(app: &TestApp) -> AppState {
    let site = domain::site::Site { url: "https://www.example.org".into(), ..(*app.site).clone() };
    AppState { site: Arc::new(site), ..(**app).clone() }
}

#[tokio::test]
async fn passkeys_need_a_host_with_a_name() {
    let app = TestApp::new().await;
    assert!(!passkeys_are_possible(&app) && passkeys_are_possible(&named(&app)));
    assert_eq!(problem(options_to_sign_in(&app, &app.visit()).await), Problem::NotFound);
}

#[tokio::test]
async fn nobody_adds_one_before_their_address_is_confirmed() {
    let app = TestApp::new().await;
    let squatter = proved(&app, app.unproved("Ada").await);
    let named = named(&app);
    let asked = options_to_register(&named, &app.visit(), &squatter).await;
    assert_eq!(problem(asked), Problem::AddressUnconfirmed);
    let name = PasskeyName::parse("Key").unwrap();
    let registered = register_passkey(&named, &app.visit(), &squatter, &name, "{}").await;
    assert_eq!(problem(registered), Problem::AddressUnconfirmed);
}

#[tokio::test]
async fn a_new_passkey_must_know_its_owner_and_be_found_without_an_address() {
    let app = TestApp::new().await;
    let ada = proved(&app, app.reader("Ada").await);
    let options = options_to_register(&named(&app), &app.visit(), &ada).await.unwrap();
    assert_eq!(options["rp"]["id"], "www.example.org");
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    let stale = domain::accounts::Actor { standing: Standing::default(), ..ada };
    assert_eq!(problem(options_to_register(&named(&app), &app.visit(), &stale).await), Problem::ProofNeeded);
}

#[tokio::test]
async fn every_question_is_another_and_asks_for_the_owner() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let one = options_to_sign_in(&named(&app), &app.visit()).await.unwrap();
    let other = options_to_prove(&named(&app), &app.visit(), &ada).await.unwrap();
    assert_ne!(one["challenge"], other["challenge"]);
    assert_eq!(
        (one["userVerification"].as_str(), other["userVerification"].as_str()),
        (Some("required"), Some("required"))
    );
}

#[tokio::test]
async fn an_answer_without_a_question_or_after_five_minutes_is_not_looked_at() {
    let app = TestApp::new().await;
    let named = named(&app);
    let answer = r#"{"id":"AA","rawId":"AA","type":"public-key","response":{"authenticatorData":"AA","clientDataJSON":"AA","signature":"AA"}}"#;
    let visit = app.visit();
    assert_eq!(field_code(sign_in_by_passkey(&named, &visit, answer, true).await, "passkey"), "expired");
    options_to_sign_in(&named, &visit).await.unwrap();
    assert_eq!(field_code(sign_in_by_passkey(&named, &visit, answer, true).await, "passkey"), "unknown");
    assert_eq!(field_code(sign_in_by_passkey(&named, &visit, answer, true).await, "passkey"), "expired", "one answer");
    options_to_sign_in(&named, &visit).await.unwrap();
    app.clock.advance_seconds(5 * 60);
    assert_eq!(field_code(sign_in_by_passkey(&named, &visit, answer, true).await, "passkey"), "expired");
    assert_eq!(field_code(sign_in_by_passkey(&named, &visit, "", true).await, "passkey"), "required");
    assert_eq!(problem(sign_in_by_passkey(&named, &visit, "{}", true).await), Problem::Unreadable);
}
