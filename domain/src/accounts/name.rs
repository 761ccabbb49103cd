use std::fmt;

use crate::{FieldError, text};

/// The name others see, 1 to 80 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DisplayName(String);

impl DisplayName {
    /// Parses a typed name.
    ///
    /// # Errors
    /// As [`text::name`].
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        text::name(raw, 1..=80).map(Self)
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
