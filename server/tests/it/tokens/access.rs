use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use server::entities::signing_key;

use super::{header, json, me, part, sign_in};
use crate::test_app::TestApp;

const PKCS8_HEAD: [u8; 16] = *b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";

/// The installation's own key, which no attacker has: with it everything but one thing can be right.
async fn own_key(app: &TestApp) -> EncodingKey {
    let row = signing_key::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    let sealed = STANDARD.decode(row.private_key.unwrap()).unwrap();
    let secret = app.vault.open(&format!("signing_key:{}", row.kid), &sealed).unwrap();
    EncodingKey::from_ed_der(&[&PKCS8_HEAD[..], &secret].concat())
}

/// The token with changed header and claims, signed well.
async fn signed_again(app: &TestApp, token: &str, change: impl FnOnce(&mut Header, &mut Value)) -> String {
    let mut header: Header = serde_json::from_value(part(token, 0)).unwrap();
    let mut claims = part(token, 1);
    change(&mut header, &mut claims);
    jsonwebtoken::encode(&header, &claims, &own_key(app).await).unwrap()
}

/// The token with other parts and the signature that it had.
fn with_parts(token: &str, header: &Value, claims: &Value) -> String {
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    format!("{}.{}.{}", encode(header), encode(claims), token.split('.').nth(2).unwrap())
}

#[track_caller]
fn assert_refused(response: &axum::http::Response<axum::body::Body>, what: &str) {
    assert_eq!(response.status(), 401, "{what}");
    assert_eq!(header(response, "www-authenticate"), "Bearer error=\"invalid_token\"", "{what}");
}

#[tokio::test]
async fn a_token_says_what_the_standard_asks_for() {
    let app = TestApp::new().await;
    let ada = app.reader("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    let (header, claims) = (part(&token, 0), part(&token, 1));
    assert_eq!((&header["typ"], &header["alg"]), (&json!("at+jwt"), &json!("EdDSA")));
    let now = app.clock.now().millis() / 1000;
    for (name, value) in [
        ("iss", json!("http://127.0.0.1:3000")),
        ("aud", json!("http://127.0.0.1:3000/api")),
        ("sub", json!(ada.id)),
        ("iat", json!(now)),
        ("exp", json!(now + 600)),
        ("client_id", json!("Example app")),
    ] {
        assert_eq!(claims[name], value, "{name}");
    }
    assert!(claims["jti"].as_str().is_some_and(|id| id.len() == 32));
    assert!(claims["scope"].as_str().unwrap().split(' ').any(|scope| scope == "account:read"));
    assert_eq!(
        me(&app, &signed_again(&app, &token, |_, _| ()).await).await.status(),
        200,
        "what is changed below counts"
    );
}

#[tokio::test]
async fn a_token_ends_to_the_second() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    app.clock.advance_seconds(599);
    assert_eq!(me(&app, &token).await.status(), 200);
    app.clock.advance_seconds(1);
    assert_refused(&me(&app, &token).await, "expired");
}

#[tokio::test]
async fn a_token_without_signature_is_refused() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    let claims = part(&token, 1);
    for alg in ["none", "None", "NONE", ""] {
        let mut header = part(&token, 0);
        header["alg"] = json!(alg);
        let forged = with_parts(&token, &header, &claims);
        assert_refused(&me(&app, &forged).await, alg);
        let unsigned = format!("{}.", forged.rsplit_once('.').unwrap().0);
        assert_refused(&me(&app, &unsigned).await, alg);
    }
    assert_refused(&me(&app, &format!("{}.", token.rsplit_once('.').unwrap().0)).await, "no signature");
}

#[tokio::test]
async fn the_public_key_is_no_secret_to_sign_with() {
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    let row = signing_key::Entity::find().one(app.db.read()).await.unwrap().unwrap();
    let raw = URL_SAFE_NO_PAD.decode(&row.public_key).unwrap();
    for (secret, alg) in [
        (raw.as_slice(), Algorithm::HS256),
        (row.public_key.as_bytes(), Algorithm::HS256),
        (raw.as_slice(), Algorithm::HS512),
    ] {
        let header = Header { alg, ..serde_json::from_value(part(&token, 0)).unwrap() };
        let forged = jsonwebtoken::encode(&header, &part(&token, 1), &EncodingKey::from_secret(secret)).unwrap();
        assert_refused(&me(&app, &forged).await, "signed with the public key");
    }
}

#[tokio::test]
async fn a_changed_token_is_refused() {
    let app = TestApp::new().await;
    let bob = app.reader("Bob").await;
    app.reader("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    let (header, mut claims) = (part(&token, 0), part(&token, 1));
    claims["sub"] = json!(bob.id);
    assert_refused(&me(&app, &with_parts(&token, &header, &claims)).await, "another member");
    let mut cut = token.clone();
    cut.truncate(token.len() - 2);
    for wrong in ["", ".", "..", "a.b.c", &token[1..], &cut, &"x".repeat(5000)] {
        assert_refused(&me(&app, wrong).await, wrong);
    }
}

#[tokio::test]
async fn every_claim_and_header_counts() {
    type Change = fn(&mut Header, &mut Value);
    let changes: [(&str, Change); 13] = [
        ("another issuer", |_, claims| claims["iss"] = json!("http://127.0.0.1:3000/")),
        ("several issuers", |_, claims| claims["iss"] = json!(["http://127.0.0.1:3000"])),
        ("no issuer", |_, claims| drop(claims.as_object_mut().unwrap().remove("iss"))),
        ("another audience", |_, claims| claims["aud"] = json!("http://127.0.0.1:3000")),
        ("several audiences", |_, claims| claims["aud"] = json!(["http://127.0.0.1:3000/api", "https://example.org"])),
        ("no audience", |_, claims| drop(claims.as_object_mut().unwrap().remove("aud"))),
        ("no end", |_, claims| drop(claims.as_object_mut().unwrap().remove("exp"))),
        ("an unknown sign-in", |_, claims| claims["sid"] = json!("01990000-0000-7000-8000-000000000000")),
        ("another type", |header, _| header.typ = Some("JWT".into())),
        ("no type", |header, _| header.typ = None),
        ("no key", |header, _| header.kid = None),
        ("an unknown key", |header, _| header.kid = Some("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k".into())),
        ("an unknown extension", |header, _| header.crit = Some(vec!["exp".into()])),
    ];
    let app = TestApp::new().await;
    app.reader("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    for (what, change) in changes {
        let forged = signed_again(&app, &token, change).await;
        assert_refused(&me(&app, &forged).await, what);
    }
}

#[tokio::test]
async fn the_token_of_one_member_is_not_good_for_the_sign_in_of_another() {
    let app = TestApp::new().await;
    let bob = app.reader("Bob").await;
    app.reader("Ada").await;
    let token = sign_in(&app, "Ada").await.access_token;
    let forged = signed_again(&app, &token, |_, claims| claims["sub"] = json!(bob.id)).await;
    assert_refused(&me(&app, &forged).await, "their names do not go together");
}

#[tokio::test]
async fn another_installation_signs_nobody_in() {
    let (app, other) = (TestApp::new().await, TestApp::new().await);
    for installation in [&app, &other] {
        installation.reader("Ada").await;
    }
    let (own, foreign) = (sign_in(&app, "Ada").await.access_token, sign_in(&other, "Ada").await.access_token);
    assert_refused(&me(&app, &foreign).await, "under its own key");
    // Under the name of ours, with every claim of ours.
    let header: Header = serde_json::from_value(part(&own, 0)).unwrap();
    let forged = jsonwebtoken::encode(&header, &part(&own, 1), &own_key(&other).await).unwrap();
    assert_refused(&me(&app, &forged).await, "under the name of our key");
    assert_eq!(json(me(&app, &own).await).await["name"], "Ada");
}
