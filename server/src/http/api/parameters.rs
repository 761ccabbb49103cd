use axum::extract::FromRequestParts;
use domain::{FieldError, FieldErrors, Problem};
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// The query of the address. A parameter that is not known, or comes twice, is refused rather than ignored: a filter that
/// was misspelt would otherwise show everything.
#[derive(Debug)]
pub(crate) struct Parameters<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self(parse(parts.uri.query().unwrap_or_default())?))
    }
}

/// Reads a query.
///
/// # Errors
/// [`Problem::Invalid`] with the field `query`.
pub(super) fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    serde_urlencoded::from_str(query).map_err(|error| {
        let told = FieldError::new("parameter", format!("Not as documented: {error}."));
        Problem::Invalid { fields: FieldErrors::one("query", told) }
    })
}
