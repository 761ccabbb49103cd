use std::fmt;

use crate::FieldError;

/// Six digits that an authenticator app shows for half a minute (RFC 6238).
#[derive(Clone, PartialEq, Eq)]
pub struct TotpCode(String);

impl TotpCode {
    /// Parses what was typed; apps show the digits in groups, so spaces and hyphens are passed over.
    ///
    /// # Errors
    /// `required` or `format`.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        let digits: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if digits.is_empty() {
            return Err(FieldError::new("required", "Enter the code that your app shows."));
        }
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(FieldError::new("format", "Enter the six digits that your app shows."))
        }
    }

    /// The digits, for the one who checks them.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_however_they_are_grouped() {
        for typed in ["123456", "123 456", " 123-456\n"] {
            assert_eq!(TotpCode::parse(typed).unwrap().expose(), "123456", "{typed:?}");
        }
    }

    #[test]
    fn nothing_else_is_a_code() {
        for typed in ["", " ", "12345", "1234567", "12345a", "１２３４５６"] {
            assert!(TotpCode::parse(typed).is_err(), "{typed:?}");
        }
    }
}
