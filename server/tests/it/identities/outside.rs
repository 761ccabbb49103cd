//! Tokens of an identity service, taken as bearer tokens.

use domain::{Problem, accounts::Role};
use sea_orm::{ActiveValue::Set, ActiveValue::Unchanged, EntityTrait};
use serde_json::{Value, json};
use server::{accounts::list_members, config::IdentityConfig, entities::member, identities::outside};

use super::service::{CLIENT, NOON, Service, guarded, person, sign_in, signed};
use crate::{
    test_app::{TestApp, problem},
    tokens::{json as json_of, me},
};

async fn installation(service: &Service, joins: bool) -> TestApp {
    installation_taking(service, "EdDSA", joins).await
}

async fn installation_taking(service: &Service, algorithm: &str, joins: bool) -> TestApp {
    let identity = IdentityConfig {
        issuer: service.url.clone(),
        audience: CLIENT.into(),
        jwks_url: None,
        algorithms: vec![algorithm.into()],
        multi_factor_acr: vec!["gold".into(), "platinum".into()],
        joins,
    };
    service.installation_with(|config| config.identity = Some(identity)).await
}

async fn verify(app: &TestApp, token: &str) -> Option<domain::id::MemberId> {
    outside::verify(app, &app.visit().client, token).await.unwrap().map(|bearer| bearer.member)
}

#[tokio::test]
async fn a_token_means_the_member_who_is_linked_to_its_subject() {
    let service = Service::start().await;
    let app = installation(&service, false).await;
    sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    let ada = list_members(&app).await.unwrap()[0].id;
    assert_eq!(verify(&app, &service.token(&json!({ "sub": "id-of-ada" }))).await, Some(ada));
    assert_eq!(verify(&app, &service.token(&json!({ "sub": "id-of-eve" }))).await, None);
    assert_eq!(list_members(&app).await.unwrap().len(), 1, "nobody joins unasked");
}

#[tokio::test]
async fn a_token_that_is_not_good_means_nobody() {
    let service = Service::start().await;
    let app = installation(&service, true).await;
    sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    let ada = |claims: Value| {
        let mut all = json!({ "sub": "id-of-ada" });
        for (name, value) in claims.as_object().unwrap() {
            all[name] = value.clone();
        }
        service.token(&all)
    };
    for claims in [
        json!({ "aud": "another" }),
        json!({ "aud": null }),
        json!({ "iss": "https://id.example.org" }),
        json!({ "exp": NOON - 61 }),
        json!({ "exp": null }),
        json!({ "nbf": NOON + 61 }),
    ] {
        assert_eq!(verify(&app, &ada(claims.clone())).await, None, "{claims}");
    }
    let forged = signed(2, &json!({ "iss": service.url, "aud": CLIENT, "exp": NOON + 60, "sub": "id-of-ada" }));
    for token in ["", "a.b.c", "mh_pat_something", &forged] {
        assert_eq!(verify(&app, token).await, None, "{token:?}");
    }
}

#[tokio::test]
async fn an_algorithm_that_is_not_allowed_is_not_taken_whatever_the_service_publishes() {
    let service = Service::start().await;
    let app = installation_taking(&service, "RS256", true).await;
    assert_eq!(verify(&app, &service.token(&person("Ada"))).await, None);
}

#[tokio::test]
async fn somebody_new_becomes_a_reader_where_the_settings_say_so() {
    let service = Service::start().await;
    let app = installation(&service, true).await;
    let ada = verify(&app, &service.token(&person("Ada"))).await.unwrap();
    assert_eq!(verify(&app, &service.token(&person("Ada"))).await, Some(ada), "and stays the same one");
    assert_eq!(verify(&app, &service.token(&json!({ "sub": "id-of-bob" }))).await, None, "without an address");
    let row = list_members(&app).await.unwrap().into_iter().find(|member| member.id == ada).unwrap();
    // Even the very first one: an installation is owned by whoever joins it, not by whoever calls its API.
    assert_eq!((row.role.as_str(), row.email.as_str()), ("reader", "ada@example.org"));
}

#[tokio::test]
async fn an_account_that_nobody_proved_is_not_taken_over_by_a_token() {
    let service = Service::start().await;
    let app = installation(&service, true).await;
    app.unproved("Ada").await;
    assert_eq!(verify(&app, &service.token(&person("Ada"))).await, None);
}

#[tokio::test]
async fn a_rotated_key_is_followed() {
    let service = Service::start().await;
    let app = installation(&service, true).await;
    let ada = verify(&app, &service.token(&person("Ada"))).await.unwrap();
    service.now(|behaviour| (behaviour.seed, behaviour.published) = (2, vec![2]));
    app.clock.advance_seconds(60);
    assert_eq!(verify(&app, &service.token(&person("Ada"))).await, Some(ada));
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_told_and_is_not_taken_for_a_bad_token() {
    let service = Service::start().await;
    let app = installation(&service, true).await;
    service.now(|behaviour| behaviour.hangs = true);
    let outcome = outside::verify(&app, &app.visit().client, &service.token(&person("Ada"))).await;
    assert!(matches!(problem(outcome), Problem::ProviderSilent { .. }));
}

#[tokio::test]
async fn without_an_identity_service_no_token_means_anybody() {
    let service = Service::start().await;
    let app = service.installation().await;
    assert_eq!(verify(&app, &service.token(&person("Ada"))).await, None);
}

#[tokio::test]
async fn the_api_takes_it_as_a_bearer_token() {
    let service = Service::start().await;
    let app = installation(&service, true).await;
    let token = service.token(&person("Ada"));
    let ada = verify(&app, &token).await.unwrap();
    let answer = me(&app, &token).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(json_of(answer).await["id"], json!(ada));

    let forged = signed(2, &json!({ "iss": service.url, "aud": CLIENT, "exp": NOON + 60, "sub": "id-of-ada" }));
    assert_eq!(me(&app, &forged).await.status(), 401);
    let unknown = service.token(&json!({ "sub": "id-of-bob" }));
    assert_eq!(me(&app, &unknown).await.status(), 401, "never as if a stranger had asked");

    let suspended = member::ActiveModel {
        id: Unchanged(ada.0),
        suspended_at: Set(Some(app.clock.now().millis())),
        ..Default::default()
    };
    member::Entity::update(suspended).exec(app.db.write()).await.unwrap();
    assert_eq!(me(&app, &token).await.status(), 401);
}

/// What a token with these claims beside the usual ones opens: the status, and the challenge.
async fn opens(app: &TestApp, service: &Service, claims: Value) -> (u16, String) {
    let mut all = json!({ "sub": "id-of-ada", "exp": NOON + 3600 });
    for (name, value) in claims.as_object().unwrap() {
        all[name] = value.clone();
    }
    let answer = me(app, &service.token(&all)).await;
    let challenge = answer.headers().get("www-authenticate").map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), challenge.unwrap_or_default())
}

#[tokio::test]
async fn whoever_has_a_second_factor_here_must_have_shown_one_there() {
    let service = Service::start().await;
    let app = installation(&service, false).await;
    guarded(&app, &service, "Ada").await;
    let step_up = "Bearer error=\"insufficient_user_authentication\", error_description=\"A second factor is needed\", \
                   acr_values=\"gold platinum\"";
    for claims in [json!({}), json!({ "amr": ["pwd"] }), json!({ "acr": "silver" })] {
        assert_eq!(opens(&app, &service, claims.clone()).await, (401, step_up.to_owned()), "{claims}");
    }
    for claims in [json!({ "amr": ["pwd", "otp"] }), json!({ "amr": ["mfa"] }), json!({ "acr": "platinum" })] {
        assert_eq!(opens(&app, &service, claims.clone()).await.0, 200, "{claims}");
    }
}

#[tokio::test]
async fn whoever_has_none_needs_none_unless_their_role_does() {
    let service = Service::start().await;
    let app = installation(&service, false).await;
    app.reader("Ada").await;
    sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    assert_eq!(opens(&app, &service, json!({})).await.0, 200);

    let service = Service::start().await;
    let identity = installation(&service, false).await.config.identity.clone();
    let app = service.installation_with(|config| {
        config.identity = identity;
        config.accounts.second_factor_roles = vec![Role::Reader];
    });
    let app = app.await;
    app.reader("Ada").await;
    sign_in(&app, &service, &app.visit(), &person("Ada")).await.unwrap();
    assert_eq!(opens(&app, &service, json!({})).await.0, 401);
    assert_eq!(opens(&app, &service, json!({ "amr": ["mfa"] })).await.0, 200);
}
