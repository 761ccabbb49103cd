use domain::{
    FieldErrors, Problem,
    accounts::{EmailAddress, Password, TypedCode},
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

    /// Parses the fields of a form that takes the `password` of the account besides.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `email`, `code` and `password`.
    pub fn parse_with_password(
        token: String,
        email: &str,
        code: &str,
        password: &str,
    ) -> Result<(Self, Password), Problem> {
        let given = Self::parse(token, email, code);
        match (given, Password::given(password)) {
            (Ok(given), Ok(password)) => Ok((given, password)),
            (Err(Problem::Invalid { mut fields }), Err(error)) => {
                fields.add("password", error);
                Err(Problem::Invalid { fields })
            }
            (Err(problem), _) => Err(problem),
            (Ok(_), Err(error)) => Err(Problem::Invalid { fields: FieldErrors::one("password", error) }),
        }
    }

    pub(super) fn presented(&self) -> Presented<'_> {
        match self {
            Self::Link(token) => Presented::Link(token),
            Self::Code { email, code } => Presented::Code { email, code },
        }
    }
}
