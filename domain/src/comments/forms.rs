use crate::{FieldError, Problem, text};

/// A comment, parsed: Markdown of 1 to 10,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentForm {
    /// Field `body`.
    pub body: String,
}

impl CommentForm {
    /// Parses the field.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the field `body`.
    pub fn parse(body: &str) -> Result<Self, Problem> {
        text::prose(body, 1..=10_000).map(|body| Self { body }).map_err(|error| {
            let error =
                if error.code == "required" { FieldError::new("required", "Write something first.") } else { error };
            Problem::Invalid { fields: crate::FieldErrors::one("body", error) }
        })
    }
}
