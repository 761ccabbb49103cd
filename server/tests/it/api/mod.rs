//! The contract for programs, as a program meets it.

mod contract;
mod cors;
mod edge;
mod posts;

use axum::{
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode},
};
use domain::accounts::Actor;
use serde_json::Value;
use server::http::{layers, routes};
use tower::ServiceExt;

use crate::test_app::{PASSWORD, TestApp, email};

/// A program with what it says of itself in every request.
pub(crate) struct Program<'a> {
    app: &'a TestApp,
    headers: Vec<(&'static str, String)>,
}

/// What it is answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl<'a> Program<'a> {
    /// A program without a token.
    pub(crate) fn stranger(app: &'a TestApp) -> Self {
        Self { app, headers: Vec::new() }
    }

    /// A program that signed in as this member.
    pub(crate) async fn of(app: &'a TestApp, member: &Actor) -> Self {
        let body =
            serde_json::json!({ "grant_type": "password", "username": email(&member.name), "password": PASSWORD });
        let grant = Self::stranger(app).post("/api/v1/tokens", body).await;
        assert_eq!(grant.status, 200, "{grant:?}");
        Self::stranger(app).with("authorization", format!("Bearer {}", grant.body["access_token"].as_str().unwrap()))
    }

    /// The same program, saying one thing more.
    pub(crate) fn with(&self, name: &'static str, value: impl Into<String>) -> Self {
        let said = self.headers.iter().filter(|(known, _)| *known != name).cloned();
        Self { app: self.app, headers: said.chain([(name, value.into())]).collect() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let is_typed = self.headers.iter().any(|(name, _)| *name == "content-type");
        if body.is_some() && !is_typed {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let response = layers(routes(self.app), self.app).oneshot(request.body(body).unwrap()).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("JSON") };
        Answer { status: head.status.as_u16(), headers: head.headers, body }
    }
}

impl Answer {
    /// A header, empty if it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> &Vec<Value> {
        self.body["items"].as_array().unwrap_or_else(|| panic!("no list: {self:?}"))
    }

    /// One field of every item of a list.
    pub(crate) fn each(&self, field: &str) -> Vec<&str> {
        self.items().iter().map(|item| item[field].as_str().unwrap()).collect()
    }

    /// It went well.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert!(StatusCode::from_u16(self.status).unwrap().is_success(), "{self:?}");
        self
    }

    /// It was refused like this.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{self:?}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.body["status"], status);
    }

    /// The code of what is wrong with a field.
    pub(crate) fn field(&self, field: &str) -> &str {
        let errors = self.body["errors"].as_array().unwrap_or_else(|| panic!("no field errors: {self:?}"));
        let error = errors.iter().find(|error| error["field"] == field);
        error.unwrap_or_else(|| panic!("nothing wrong with {field}: {self:?}"))["code"].as_str().unwrap()
    }
}
