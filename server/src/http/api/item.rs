use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use serde::Serialize;

use super::EntityTag;

/// One thing, with the state that it is in.
#[derive(Debug)]
pub(crate) struct Item<T>(pub(crate) T, pub(crate) EntityTag);

impl<T: Serialize> IntoResponse for Item<T> {
    fn into_response(self) -> Response {
        ([(header::ETAG, self.1.header())], Json(self.0)).into_response()
    }
}

/// A thing that was made, and where it is now.
#[derive(Debug)]
pub(crate) struct Created<T> {
    /// Its path.
    pub(crate) at: String,
    /// The thing.
    pub(crate) item: Item<T>,
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, [(header::LOCATION, self.at)], self.item).into_response()
    }
}

/// It is done, and there is nothing to tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}
