//! Tokens, from the outside: what programs are given, and what it opens.

mod access;
mod bearer;
mod keys;
mod personal;
mod races;
mod refresh;
mod rest;
mod revoke;

use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use server::{
    http::{layers, routes},
    tokens::{Grant, TokenRequest, issue},
};
use tower::ServiceExt;

use crate::test_app::{PASSWORD, TestApp, email};

/// What a program of this member sends to sign in.
fn by_password(name: &str) -> TokenRequest {
    TokenRequest {
        grant_type: "password".into(),
        username: email(name),
        password: PASSWORD.into(),
        client_id: "Example app".into(),
        ..TokenRequest::default()
    }
}

/// What it sends to stay signed in.
fn by_token(token: &str) -> TokenRequest {
    TokenRequest { grant_type: "refresh_token".into(), refresh_token: token.into(), ..TokenRequest::default() }
}

/// A program of this member signs in.
async fn sign_in(app: &TestApp, name: &str) -> Grant {
    issue(app, &app.visit(), by_password(name)).await.unwrap()
}

/// It trades its refresh token.
async fn refresh(app: &TestApp, token: &str) -> server::Result<Grant> {
    issue(app, &app.visit(), by_token(token)).await
}

/// The edge with the routes of the program alone.
fn router(app: &TestApp) -> Router {
    layers(routes(app), app)
}

async fn send(app: &TestApp, request: Request<Body>) -> Response<Body> {
    router(app).oneshot(request).await.unwrap()
}

/// Asks who the bearer of a token is.
pub(crate) async fn me(app: &TestApp, token: &str) -> Response<Body> {
    let request = Request::get("/api/v1/me").header("authorization", format!("Bearer {token}"));
    send(app, request.body(Body::empty()).unwrap()).await
}

pub(crate) async fn json(response: Response<Body>) -> Value {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

/// A part of a JWT: 0 is the header, 1 the claims.
fn part(token: &str, number: usize) -> Value {
    let part = token.split('.').nth(number).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}
