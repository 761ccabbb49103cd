use std::any::Any;

use axum::{body::Body, response::Response};
use http::StatusCode;
use tower_http::catch_panic::{CatchPanicLayer, ResponseForPanic};

/// A panic ends one request and not the connection. The panic hook has logged it; `refusals` adds the reference.
pub(super) fn layer() -> CatchPanicLayer<Answer> {
    CatchPanicLayer::custom(Answer)
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Answer;

impl ResponseForPanic for Answer {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, _: Box<dyn Any + Send + 'static>) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    }
}
