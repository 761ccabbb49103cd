use std::convert::Infallible;

use axum::{
    extract::{FromRef, FromRequestParts},
    response::Response,
};
use domain::{Problem, accounts::Actor, paths};
use http::request::Parts;
use leptos::prelude::*;
use server::{AppState, http::Visit};

use crate::{
    document::{self, Head},
    forms::{self, Notice},
};

/// What every page is given: the program, and the request as far as pages care.
#[derive(Clone, Debug)]
pub struct Cx {
    /// The program.
    pub app: AppState,
    /// The request.
    pub visit: Visit,
    /// What is to be said on this page, after an action.
    pub notice: Option<Notice>,
}

impl Cx {
    /// The member, on pages that only members see.
    ///
    /// # Errors
    /// [`Problem::SignInNeeded`] for a stranger.
    pub fn actor(&self) -> Result<&Actor, Problem> {
        self.visit.viewer.actor()
    }

    /// A finished page. `view` is called once, inside a reactive owner where forms, header and footer find this context.
    pub fn page(&self, head: Head, view: impl FnOnce() -> AnyView) -> Response {
        document::render(self, head, view)
    }

    /// The context of the page that is being rendered.
    ///
    /// # Panics
    /// Outside [`Cx::page`] and the server functions.
    #[must_use]
    pub fn current() -> Self {
        expect_context()
    }

    /// Path and query of the page.
    #[must_use]
    pub fn here(&self) -> String {
        self.visit.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
    }
}

impl<S> FromRequestParts<S> for Cx
where
    AppState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let visit = parts.extensions.get::<Visit>().cloned();
        let visit = visit.expect("server::http::layers puts a Visit into every request");
        // What programs read shows no notice, and does not use one up; one that cannot be read is not worth a page.
        let is_page = !paths::is_for_programs(visit.uri.path());
        let notice = if is_page { forms::said(&visit).await.unwrap_or_default() } else { None };
        Ok(Self { app: AppState::from_ref(state), visit, notice })
    }
}
