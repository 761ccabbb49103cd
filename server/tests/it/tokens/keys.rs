use axum::{body::Body, http::Request};
use domain::audit::Event;
use sea_orm::EntityTrait;
use server::{
    AppState,
    entities::signing_key,
    tokens::{KeyRing, keys},
};

use super::{header, json, me, part, refresh, send, sign_in};
use crate::test_app::TestApp;

/// The names of the published keys.
async fn published(app: &TestApp) -> Vec<String> {
    let answer = send(app, Request::get("/.well-known/jwks.json").body(Body::empty()).unwrap()).await;
    let keys = json(answer).await["keys"].as_array().unwrap().clone();
    keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

fn kid(token: &str) -> String {
    part(token, 0)["kid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_first_question_makes_the_first_key() {
    let app = TestApp::new().await;
    let answer = send(&app, Request::get("/.well-known/jwks.json").body(Body::empty()).unwrap()).await;
    assert_eq!(header(&answer, "content-type"), "application/jwk-set+json");
    assert_eq!(header(&answer, "cache-control"), "public, max-age=300");
    assert_eq!(header(&answer, "access-control-allow-origin"), "*");
    let key = json(answer).await["keys"][0].clone();
    for (name, value) in [("kty", "OKP"), ("crv", "Ed25519"), ("alg", "EdDSA"), ("use", "sig")] {
        assert_eq!(key[name], value, "{key}");
    }
    assert!(key.get("d").is_none(), "the private half stays inside: {key}");
    app.reader("Ada").await;
    assert_eq!(key["kid"], kid(&sign_in(&app, "Ada").await.access_token));
}

#[tokio::test]
async fn processes_that_start_at_once_agree_on_a_key() {
    let app = TestApp::new().await;
    let processes = (0..10).map(|_| {
        let process = AppState { key_ring: KeyRing::default(), ..(*app).clone() };
        tokio::spawn(async move { keys::jwks(&process).await.unwrap().keys })
    });
    let mut seen = Vec::new();
    for process in processes.collect::<Vec<_>>() {
        seen.push(process.await.unwrap());
    }
    assert_eq!(seen[0].len(), 1);
    assert!(seen.iter().all(|keys| *keys == seen[0]), "{seen:?}");
}

#[tokio::test]
async fn simultaneous_rotations_leave_one_key_that_signs() {
    let app = TestApp::new().await;
    keys::jwks(&app).await.unwrap();
    let rotations: Vec<_> = (0..5)
        .map(|_| {
            let app = (*app).clone();
            tokio::spawn(async move { keys::rotate(&app, false).await.unwrap() })
        })
        .collect();
    for rotation in rotations {
        rotation.await.unwrap();
    }
    let all = keys::list(&app).await.unwrap();
    assert_eq!(all.len(), 6);
    assert_eq!(all.iter().filter(|key| key.retired_at.is_none()).count(), 1);
}

#[tokio::test]
async fn a_new_key_signs_at_once_and_the_old_one_still_counts() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let before = sign_in(&app, "Ada").await;
    // Another process, which remembers the keys as they are.
    let other = AppState { key_ring: KeyRing::default(), ..(*app).clone() };
    assert_eq!(me(&app, &before.access_token).await.status(), 200);

    let rotated = keys::rotate(&other, false).await.unwrap();
    let after = sign_in(&app, "Ada").await;
    assert_eq!(kid(&after.access_token), rotated.kid);
    assert_ne!(kid(&before.access_token), rotated.kid);
    for token in [&before, &after] {
        assert_eq!(me(&app, &token.access_token).await.status(), 200, "noticed without waiting");
    }
    assert_eq!(published(&app).await.len(), 2);
    assert!(app.audited().await.contains(&Event::SigningKeyRotated.as_str().to_owned()));
}

#[tokio::test]
async fn a_retired_key_is_published_until_its_tokens_have_expired() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let old = kid(&sign_in(&app, "Ada").await.access_token);
    keys::rotate(&app, false).await.unwrap();
    app.clock.advance_seconds(60 * 60 - 1);
    assert!(published(&app).await.contains(&old));
    app.clock.advance_seconds(1);
    assert!(!published(&app).await.contains(&old));
    keys::rotate(&app, false).await.unwrap();
    assert!(keys::list(&app).await.unwrap().iter().all(|key| key.kid != old), "and then forgotten");
}

#[tokio::test]
async fn a_distrusted_key_is_out_at_once() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let grant = sign_in(&app, "Ada").await;
    assert_eq!(me(&app, &grant.access_token).await.status(), 200);
    keys::rotate(&app, true).await.unwrap();
    assert_eq!(me(&app, &grant.access_token).await.status(), 401);
    let next = refresh(&app, &grant.refresh_token).await.unwrap();
    assert_eq!(me(&app, &next.access_token).await.status(), 200, "whoever is signed in stays so");
}

#[tokio::test]
async fn made_up_keys_do_not_reach_the_database_each_time() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let grant = sign_in(&app, "Ada").await;
    me(&app, &grant.access_token).await;
    let other = TestApp::new().await;
    other.reader("Ada").await;
    let foreign = sign_in(&other, "Ada").await.access_token;
    let (first, _) = app.statements_of(me(&app, &foreign)).await;
    let (again, _) = app.statements_of(me(&app, &foreign)).await;
    assert_eq!((first, again), (1, 0));
}

#[tokio::test]
async fn private_halves_are_sealed_and_go_with_retirement() {
    let app = TestApp::new().await;
    let set = keys::jwks(&app).await.unwrap();
    let rows = signing_key::Entity::find().all(app.db.read()).await.unwrap();
    assert_eq!(set.keys.len(), rows.len());
    assert!(rows[0].private_key.as_ref().is_some_and(|sealed| sealed.len() > 90));
    keys::rotate(&app, false).await.unwrap();
    let rows = signing_key::Entity::find().all(app.db.read()).await.unwrap();
    let (signs, retired): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.signs.is_some());
    assert_eq!((signs.len(), retired.len()), (1, 1));
    assert_eq!(retired[0].private_key, None);
}
