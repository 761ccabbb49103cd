use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::{Request, Response},
};
use hyper::body::Frame;

use super::{Edge, header, json, text};

const LIMIT: usize = 64 * 1024;

async fn limited() -> Edge {
    Edge::with(|config| config.http.body_limit = LIMIT).await
}

/// A body of so many bytes that does not say how long it is.
fn chunked(size: usize) -> Body {
    Body::new(Chunks { left: size / 1024 })
}

struct Chunks {
    left: usize,
}

impl hyper::body::Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.left.checked_sub(1).map(|left| {
            self.left = left;
            Ok(Frame::data(Bytes::from_static(&[b'x'; 1024])))
        }))
    }
}

async fn post(edge: &Edge, path: &str, body: Body) -> Response<Body> {
    edge.send(Request::post(path).body(body).unwrap()).await
}

#[tokio::test]
async fn a_body_at_the_limit_is_taken() {
    let edge = limited().await;
    assert_eq!(text(post(&edge, "/echo", vec![0; LIMIT].into()).await).await, LIMIT.to_string());
    assert_eq!(text(post(&edge, "/echo", chunked(LIMIT)).await).await, LIMIT.to_string());
}

#[tokio::test]
async fn a_larger_body_is_refused_whether_it_says_so_or_not() {
    let edge = limited().await;
    for (path, body) in
        [("/echo", vec![0; LIMIT + 1].into()), ("/echo", chunked(LIMIT + 1024)), ("/careless", chunked(LIMIT + 1024))]
    {
        let response = post(&edge, path, body).await;
        assert_eq!(response.status(), 413, "{path}");
        let told = json(response).await;
        assert_eq!(told["code"], "too_large");
        assert_eq!(told["detail"], "That is more than the 64 kB that fit.");
    }
}

#[tokio::test]
async fn what_axum_refuses_by_itself_is_told_as_a_problem() {
    let edge = Edge::new().await;
    let missing = edge.get("/nowhere").await;
    assert_eq!((missing.status().as_u16(), header(&missing, "content-type")), (404, "application/problem+json"));
    assert_eq!(json(missing).await["code"], "not_found");

    let method = post(&edge, "/page", Body::empty()).await;
    assert_eq!((method.status().as_u16(), header(&method, "allow")), (405, "GET,HEAD"));
    assert_eq!(json(method).await["code"], "method_not_allowed");
}

#[tokio::test]
async fn a_panic_ends_one_request_and_tells_nothing_of_itself() {
    let edge = Edge::new().await;
    let response = edge.get("/panic").await;
    assert_eq!(response.status(), 500);
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    let reference = header(&response, "x-request-id").to_owned();
    let told = json(response).await;
    assert_eq!(told["code"], "internal");
    assert_eq!(told["request_id"], reference);
    assert!(told["detail"].as_str().unwrap().contains(&reference), "people can quote the reference");
    assert!(!told.to_string().contains("on purpose"));
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let edge = Edge::with(|config| config.http.request_timeout = Duration::from_millis(20)).await;
    let response = edge.get("/for-ever").await;
    assert_eq!(response.status(), 503);
    assert_eq!(json(response).await["code"], "timeout");
}
