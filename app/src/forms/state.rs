use std::collections::BTreeMap;

use domain::{FieldErrors, Problem};
use server::Result;

use crate::{
    cx::Cx,
    forms::flash::{self, Flash},
};

/// What a form shows: the values to begin with or as typed, and what was wrong with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormState {
    values: BTreeMap<String, String>,
    problem: Option<Problem>,
}

impl FormState {
    /// The state of the form that posts to `url`: as typed, if it has just been refused; else empty.
    pub(crate) async fn of(cx: &Cx, url: &str) -> Result<Self> {
        Ok(Self::from_flash(flash::take(&cx.visit, url, None).await?))
    }

    /// The same, for a form that many things have, each its own: only what was typed about the one whose id is in `field`.
    pub(crate) async fn about(cx: &Cx, url: &str, field: &str, id: &str) -> Result<Self> {
        Ok(Self::from_flash(flash::take(&cx.visit, url, Some((field, id))).await?))
    }

    fn from_flash(flash: Option<Flash>) -> Self {
        flash.map_or_else(Self::default, |flash| Self { values: flash.values, problem: Some(flash.problem) })
    }

    /// Whether the form was refused, and so holds what was typed.
    pub(crate) const fn is_refused(&self) -> bool {
        self.problem.is_some()
    }

    /// Whether it was refused because somebody saved in between.
    pub(crate) const fn is_conflict(&self) -> bool {
        matches!(self.problem, Some(Problem::EditConflict))
    }

    /// Fills a field, whatever was typed.
    pub(crate) fn set(mut self, field: &str, value: impl Into<String>) -> Self {
        self.values.insert(field.to_owned(), value.into());
        self
    }

    /// Fills a field, unless something was typed.
    pub(crate) fn with(mut self, field: &str, value: impl Into<String>) -> Self {
        if !self.is_refused() {
            self.values.insert(field.to_owned(), value.into());
        }
        self
    }

    /// The value of a field; empty if there is none.
    pub(crate) fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }

    /// The sentence under a field.
    pub(crate) fn error(&self, field: &str) -> Option<String> {
        self.fields()?.get(field).map(|error| error.message.clone())
    }

    /// The sentence on top, and what is wrong with which field.
    pub(crate) fn summary(&self) -> Option<(String, Vec<(String, String)>)> {
        let problem = self.problem.as_ref()?;
        let fields = self.fields().into_iter().flat_map(FieldErrors::iter);
        let message = match problem {
            // Whoever reads this on a form of members has signed in since.
            Problem::SignInNeeded => "You had been signed out. Nothing is lost: send it once more.".to_owned(),
            Problem::ProofNeeded => "Thank you. Nothing is lost: send it once more.".to_owned(),
            problem => problem.message(),
        };
        Some((message, fields.map(|(field, error)| (field.to_owned(), error.message.clone())).collect()))
    }

    fn fields(&self) -> Option<&FieldErrors> {
        match &self.problem {
            Some(Problem::Invalid { fields }) => Some(fields),
            _ => None,
        }
    }
}
