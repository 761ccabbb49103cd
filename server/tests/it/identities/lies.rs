//! What a service, or somebody between it and us, may not make us believe.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Problem, accounts::Provider};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use server::{accounts::list_members, identities};

use super::service::{Behaviour, CLIENT, Forge, NOON, Service, go, person, public, sign_in, signed};
use crate::test_app::{TestApp, problem};

/// Nobody is let in by a service that answers so.
async fn expect_mistrust(name: &str, change: impl FnOnce(&mut Behaviour)) {
    let service = Service::start().await;
    service.now(change);
    let app = service.installation().await;
    let outcome = sign_in(&app, &service, &app.visit(), &person("Ada")).await;
    let told = Problem::ProviderMistrusted { provider: "Example ID".into() };
    assert_eq!(problem(outcome), told, "{name}");
    assert!(list_members(&app).await.unwrap().is_empty(), "{name}");
}

#[tokio::test]
async fn a_token_must_be_made_for_this_attempt_this_client_and_this_moment() {
    let lies: [(&str, Value); 14] = [
        ("another nonce", json!({ "nonce": "of another attempt" })),
        ("no nonce", json!({ "nonce": null })),
        ("another audience", json!({ "aud": "another client" })),
        ("no audience", json!({ "aud": null })),
        ("further audiences without a word for whom", json!({ "aud": [CLIENT, "another client"] })),
        ("made for another client", json!({ "azp": "another client" })),
        ("another issuer", json!({ "iss": "https://id.example.org" })),
        ("the issuer with a slash", json!({ "iss": "http://127.0.0.1/" })),
        ("no issuer", json!({ "iss": null })),
        ("expired", json!({ "exp": NOON - 61 })),
        ("without an end", json!({ "exp": null })),
        ("from the future", json!({ "iat": NOON + 61 })),
        ("older than the attempt", json!({ "iat": NOON - 61 })),
        ("of nobody", json!({ "sub": "" })),
    ];
    for (name, claims) in lies {
        expect_mistrust(name, |behaviour| behaviour.claims = claims).await;
    }
}

#[tokio::test]
async fn a_token_must_be_signed_by_the_service_with_what_was_agreed_on() {
    fn unsigned(claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.", part(&json!({ "alg": "none", "kid": "key-1" })), part(claims))
    }
    /// The public key is no secret; taken for one, it would sign whatever anybody likes.
    fn with_the_public_key_as_secret(claims: &Value) -> String {
        let header = Header { kid: Some("key-1".into()), ..Header::new(Algorithm::HS256) };
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(&public(1))).unwrap()
    }
    fn with_the_clients_secret(claims: &Value) -> String {
        let key = EncodingKey::from_secret(b"a secret of the tests");
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).unwrap()
    }
    fn by_somebody_else(claims: &Value) -> String {
        signed(2, claims).replacen(&head(2), &head(1), 1)
    }
    fn head(seed: u8) -> String {
        signed(seed, &json!({})).split('.').next().unwrap().to_owned()
    }
    fn changed(claims: &Value) -> String {
        let good = signed(1, claims);
        let mut claims = claims.clone();
        claims["sub"] = "id-of-eve".into();
        let parts: Vec<_> = good.split('.').collect();
        format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.to_string()), parts[2])
    }
    let forgeries: [(&str, Forge); 7] = [
        ("none", unsigned),
        ("the public key as a secret", with_the_public_key_as_secret),
        ("the client's secret", with_the_clients_secret),
        ("another key under the name of a known one", by_somebody_else),
        ("changed afterwards", changed),
        ("no token", |_| "nonsense".into()),
        ("absurdly long", |_| "x".repeat(100_000)),
    ];
    for (name, forge) in forgeries {
        expect_mistrust(name, |behaviour| behaviour.forge = Some(forge)).await;
    }
}

#[tokio::test]
async fn discovery_must_be_about_the_configured_issuer_and_stay_with_https() {
    let service = Service::start().await;
    for metadata in [
        json!({ "issuer": format!("{}/", service.url) }),
        json!({ "issuer": "https://id.example.org" }),
        json!({ "token_endpoint": "http://id.example.org/token" }),
        json!({ "jwks_uri": "file:///etc/passwd" }),
        json!({ "userinfo_endpoint": "http://169.254.169.254/" }),
    ] {
        service.now(|behaviour| behaviour.metadata = metadata.clone());
        let app = service.installation().await;
        let begun = identities::begin(&app, &app.visit(), Provider::Oidc, "/").await;
        assert_eq!(problem(begun).code(), "provider_mistrusted", "{metadata}");
    }
}

#[tokio::test]
async fn a_service_that_takes_another_signature_only_is_not_trusted() {
    expect_mistrust("RS256 is what discovery names", |behaviour| {
        behaviour.metadata = json!({ "id_token_signing_alg_values_supported": ["RS256"] });
    })
    .await;
}

/// RFC 9207: a callback that another service caused must not be taken for this one's.
#[tokio::test]
async fn a_callback_must_come_from_the_service_that_was_chosen() {
    let service = Service::start().await;
    let app = service.installation().await;
    for iss in [None, Some("https://evil.example"), Some("")] {
        let visit = app.visit();
        let mut callback = service.agree(&go(&app, &visit).await, &person("Ada"));
        callback.iss = iss.map(str::to_owned);
        let outcome = identities::finish(&app, &visit, Provider::Oidc, callback).await;
        assert_eq!(problem(outcome).code(), "provider_mistrusted", "{iss:?}");
    }
}

#[tokio::test]
async fn a_callback_belongs_to_the_browser_that_began_and_works_once_within_ten_minutes() {
    let service = Service::start().await;
    let app = service.installation().await;
    let visit = app.visit();
    let callback = service.agree(&go(&app, &visit).await, &person("Ada"));

    let elsewhere = identities::finish(&app, &app.visit(), Provider::Oidc, callback.clone()).await;
    assert_eq!(problem(elsewhere), Problem::AttemptExpired, "another browser");

    let mut forged = callback.clone();
    forged.state = "of somebody else".into();
    let forged = identities::finish(&app, &visit, Provider::Oidc, forged).await;
    assert_eq!(problem(forged), Problem::AttemptExpired, "another state");

    identities::finish(&app, &visit, Provider::Oidc, callback.clone()).await.expect("the forged one spoilt nothing");
    let again = identities::finish(&app, &visit, Provider::Oidc, callback).await;
    assert_eq!(problem(again), Problem::AttemptExpired, "twice");

    let visit = app.visit();
    let callback = service.agree(&go(&app, &visit).await, &person("Ada"));
    app.clock.advance_seconds(10 * 60);
    let late = identities::finish(&app, &visit, Provider::Oidc, callback).await;
    assert_eq!(problem(late), Problem::AttemptExpired, "late");
}

/// Somebody brings a code that was used, into an attempt of their own.
#[tokio::test]
async fn a_code_that_was_used_is_good_for_nothing() {
    let service = Service::start().await;
    let app = service.installation().await;
    let visit = app.visit();
    let used = service.agree(&go(&app, &visit).await, &person("Ada"));
    identities::finish(&app, &visit, Provider::Oidc, used.clone()).await.unwrap();
    let visit = app.visit();
    let mut callback = service.agree(&go(&app, &visit).await, &person("Ada"));
    callback.code = used.code;
    let outcome = identities::finish(&app, &visit, Provider::Oidc, callback).await;
    assert_eq!(problem(outcome), Problem::AttemptExpired);
}

#[tokio::test]
async fn what_the_session_holds_of_an_attempt_is_sealed() {
    let service = Service::start().await;
    let app: TestApp = service.installation().await;
    let visit = app.visit();
    let url = go(&app, &visit).await;
    let kept: String = visit.session.get("identity_attempt").await.unwrap().unwrap();
    let state = url.split("state=").nth(1).unwrap().split('&').next().unwrap();
    assert!(!kept.contains(state) && !kept.contains("verifier"), "{kept}");
}
