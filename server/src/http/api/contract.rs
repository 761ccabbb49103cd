//! Shapes that every part of the contract has in common.

use domain::Problem;
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody<'a> {
    /// Always `about:blank`: `code` says which problem it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    /// The name of the status.
    #[schema(example = "Unprocessable Entity")]
    title: &'static str,
    /// The status.
    #[schema(example = 422)]
    status: u16,
    /// What happened, and what helps, for people.
    #[schema(example = "Some fields need another look.")]
    detail: String,
    /// Which problem it is, for programs. Codes are never renamed.
    #[schema(example = "invalid")]
    code: &'static str,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldErrorBody<'a>>,
    /// What the log calls this request.
    request_id: &'a str,
}

impl<'a> ProblemBody<'a> {
    pub(in crate::http) fn new(problem: &'a Problem, request_id: &'a str) -> Self {
        let status = problem.status();
        let name = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
        Self {
            kind: "about:blank",
            title: name.unwrap_or("Problem"),
            status,
            detail: problem.message(),
            code: problem.code(),
            errors: field_errors(problem),
            request_id,
        }
    }
}

fn field_errors(problem: &Problem) -> Vec<FieldErrorBody<'_>> {
    let Problem::Invalid { fields } = problem else { return Vec::new() };
    let told = fields.iter().map(|(field, error)| FieldErrorBody { field, code: &error.code, message: &error.message });
    told.collect()
}

/// What is wrong with a field.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub(crate) struct FieldErrorBody<'a> {
    /// Which field.
    #[schema(example = "title")]
    field: &'a str,
    /// What is wrong, for programs.
    #[schema(example = "required")]
    code: &'a str,
    /// What is wrong, for people.
    #[schema(example = "Give the post a title.")]
    message: &'a str,
}

/// The parameters and the answer of every list.
pub(crate) mod page_of {
    use serde::Serialize;
    use utoipa::{IntoParams, ToSchema};

    /// Which part of the list.
    #[derive(Debug, IntoParams)]
    #[into_params(parameter_in = Query)]
    #[expect(dead_code, reason = "describes what `List` reads")]
    pub(crate) struct Parameters {
        /// How many items at most; more than 100 counts as 100.
        #[param(required = false, minimum = 1, default = 20)]
        limit: u64,
        /// The cursor `next` of the page before.
        #[param(required = false)]
        after: String,
    }

    /// A page of a list. The header `Link` has the address of the next one, too.
    #[derive(Debug, Serialize, ToSchema)]
    pub(crate) struct Page<T> {
        /// What is on it.
        items: Vec<T>,
        /// The cursor of the next page; `null` on the last one.
        next: Option<String>,
    }
}
