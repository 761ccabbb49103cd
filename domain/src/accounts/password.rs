use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::FieldError;

/// A password on its way to the hasher: never printed, never serialised, never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The shortest new password, in characters.
    pub const MIN: usize = 10;
    /// The longest, in characters: long enough for any phrase, short enough not to be an attack.
    pub const MAX: usize = 256;

    /// A password that somebody chooses. Normalised (NFKC, as NIST SP 800-63B section 3.1.1.2 asks), so that it is the
    /// same from every keyboard.
    ///
    /// # Errors
    /// `required`, `too_short` or `too_long`.
    pub fn choose(raw: &str) -> Result<Self, FieldError> {
        let password = Self::given(raw)?;
        if password.0.chars().count() < Self::MIN {
            return Err(FieldError::new(
                "too_short",
                format!("Use at least {} characters; a few words work well.", Self::MIN),
            ));
        }
        Ok(password)
    }

    /// A password that somebody signs in with; rules for new ones do not apply.
    ///
    /// # Errors
    /// `required` or `too_long`.
    pub fn given(raw: &str) -> Result<Self, FieldError> {
        if raw.is_empty() {
            return Err(FieldError::new("required", "Enter your password."));
        }
        if raw.chars().count() > Self::MAX {
            return Err(FieldError::new("too_long", format!("At most {} characters fit.", Self::MAX)));
        }
        Ok(Self(raw.nfkc().collect()))
    }

    /// For the hasher alone.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_never_printed() {
        let password = Password::choose("correct horse battery").unwrap();
        assert!(!format!("{password:?}").contains("horse"));
    }

    #[test]
    fn every_keyboard_types_the_same_one() {
        assert_eq!(Password::choose("ｐａｓｓｗｏｒｄ-１２").unwrap(), Password::choose("password-12").unwrap());
    }

    #[test]
    fn short_ones_are_refused_only_when_new() {
        assert_eq!(Password::choose("short").unwrap_err().code, "too_short");
        assert!(Password::given("short").is_ok());
    }
}
