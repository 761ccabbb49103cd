use crate::{FieldError, text};

/// What a member calls a passkey, to tell it from others: 1 to 80 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyName(String);

impl PasskeyName {
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
