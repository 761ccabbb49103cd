mod strength;

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::FieldError;

pub use strength::{PasswordContext, Strength};

/// A password on its way to the hasher: never printed, never serialised, never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The shortest new password, in characters.
    pub const MIN: usize = 10;
    /// The longest, in characters: long enough for any phrase, short enough not to be an attack.
    pub const MAX: usize = 256;

    /// A password that somebody chooses. Normalised (NFKC, as NIST SP 800-63B section 3.1.1.2 asks), so that it is the
    /// same from every keyboard; refused if it would be guessed soon.
    ///
    /// # Errors
    /// As [`Password::choose_for`].
    pub fn choose(raw: &str) -> Result<Self, FieldError> {
        Self::choose_for(&PasswordContext::default(), raw)
    }

    /// The same, guessed by somebody who knows what `context` says of its owner.
    ///
    /// # Errors
    /// `required`, `too_short`, `too_long` or `too_weak`.
    pub fn choose_for(context: &PasswordContext, raw: &str) -> Result<Self, FieldError> {
        let password = Self::given(raw)?;
        if password.0.chars().count() < Self::MIN {
            return Err(FieldError::new(
                "too_short",
                format!("Use at least {} characters; a few words work well.", Self::MIN),
            ));
        }
        match Strength::of(&password.0, context).advice {
            Some(advice) => Err(FieldError::new("too_weak", advice)),
            None => Ok(password),
        }
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

    fn choose(raw: &str) -> Result<Password, FieldError> {
        Password::choose_for(&PasswordContext::of(&["Ada Example"]), raw)
    }

    #[test]
    fn is_never_printed() {
        let password = choose("correct horse battery").unwrap();
        assert!(!format!("{password:?}").contains("horse"));
    }

    #[test]
    fn every_keyboard_types_the_same_one() {
        assert_eq!(choose("ｌｉｇｈｔｈｏｕｓｅ ｋｅｅｐｅｒ-１７").unwrap(), choose("lighthouse keeper-17").unwrap());
    }

    #[test]
    fn short_and_weak_ones_are_refused_only_when_new() {
        assert_eq!(choose("short").unwrap_err().code, "too_short");
        assert_eq!(choose("Password-12").unwrap_err().code, "too_weak");
        assert_eq!(choose("ada example").unwrap_err().code, "too_weak");
        for old in ["short", "Password-12"] {
            assert!(Password::given(old).is_ok());
        }
    }
}
