use axum::extract::FromRequestParts;
use domain::{
    Problem,
    accounts::{Actor, Viewer},
};
use http::request::Parts;

use crate::{Error, Result, http::Visit};

/// Who asks: a [`Viewer`] where strangers may, an [`Actor`] where only members may.
#[derive(Debug)]
pub(crate) struct Who<T>(pub(crate) T);

impl<S: Sync> FromRequestParts<S> for Who<Viewer> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self(visit(parts)?.viewer.clone()))
    }
}

impl<S: Sync> FromRequestParts<S> for Who<Actor> {
    type Rejection = Error;

    /// Fails with [`Problem::SignInNeeded`] for strangers.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self(visit(parts)?.viewer.actor()?.clone()))
    }
}

fn visit(parts: &Parts) -> Result<&Visit, Problem> {
    parts.extensions.get().ok_or(Problem::SignInNeeded)
}
