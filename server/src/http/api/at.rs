use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use domain::Problem;
use http::request::Parts;

use crate::{Error, Result};

/// What the path names. A name that cannot be one is not there: 404.
#[derive(Debug)]
pub(crate) struct At<T>(pub(crate) T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let Ok(Path(raw)) = Path::<String>::from_request_parts(parts, state).await else {
            return Err(Problem::NotFound.into());
        };
        Ok(Self(raw.parse().map_err(|_| Problem::NotFound)?))
    }
}
