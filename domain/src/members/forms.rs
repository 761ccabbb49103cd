use crate::{FieldErrors, Problem, text};

/// Why a member is kept out, parsed. They read it in their letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuspensionForm {
    /// Field `reason`, 1 to 500 characters on one line.
    pub reason: String,
}

impl SuspensionForm {
    /// Parses the reason.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the field `reason`.
    pub fn parse(reason: &str) -> Result<Self, Problem> {
        let reason = text::line(reason, 1..=500)
            .map_err(|error| Problem::Invalid { fields: FieldErrors::one("reason", error) })?;
        Ok(Self { reason })
    }
}
