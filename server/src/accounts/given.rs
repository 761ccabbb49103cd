use domain::{
    FieldErrors, Problem,
    accounts::{EmailAddress, TypedCode},
};

use super::proofs::Presented;

/// The link or the code of a letter, as a form sends it, parsed.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "what it holds is not to be printed")]
pub enum Given {
    /// The secret of a link.
    Link(String),
    /// A typed code, and the mailbox that it was sent to.
    Code {
        /// The address.
        email: EmailAddress,
        /// What was typed.
        code: TypedCode,
    },
}

impl Given {
    /// Parses the fields of a form that takes either: `token` if it is filled, else `email` and `code`.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `email` and `code`.
    pub fn parse(token: String, email: &str, code: &str) -> Result<Self, Problem> {
        if !token.is_empty() {
            return Ok(Self::Link(token));
        }
        let mut fields = FieldErrors::default();
        let email = fields.check("email", EmailAddress::parse(email));
        let code = fields.check("code", TypedCode::parse(code));
        match (email, code) {
            (Some(email), Some(code)) => Ok(Self::Code { email, code }),
            _ => Err(Problem::Invalid { fields }),
        }
    }

    pub(super) fn presented(&self) -> Presented<'_> {
        match self {
            Self::Link(token) => Presented::Link(token),
            Self::Code { email, code } => Presented::Code { email, code },
        }
    }
}
