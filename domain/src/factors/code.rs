use crate::{
    FieldError,
    factors::{RecoveryCode, TotpCode},
};

/// What is typed where a second factor is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorCode {
    /// The digits of an authenticator app.
    Totp(TotpCode),
    /// A recovery code.
    Recovery(RecoveryCode),
}

impl FactorCode {
    /// Parses either; their lengths tell them apart.
    ///
    /// # Errors
    /// `required` or `format`.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        match TotpCode::parse(raw) {
            Ok(code) => Ok(Self::Totp(code)),
            Err(error) if error.code == "required" => Err(error),
            Err(_) => RecoveryCode::parse(raw).map(Self::Recovery).map_err(|_| {
                FieldError::new("format", "Enter the six digits that your app shows, or one of your recovery codes.")
            }),
        }
    }

    /// Which kind it is, in the record and in the names of limits.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Totp(_) => "totp",
            Self::Recovery(_) => "recovery_code",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_by_what_was_typed() {
        assert_eq!(FactorCode::parse("123 456").unwrap().kind(), "totp");
        assert_eq!(FactorCode::parse("1a2b-3c4d-5e6f-7g8h-9j0k-1m2n").unwrap().kind(), "recovery_code");
        assert_eq!(FactorCode::parse(" ").unwrap_err().code, "required");
        assert_eq!(FactorCode::parse("12345").unwrap_err().code, "format");
    }
}
