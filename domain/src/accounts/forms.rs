use crate::{
    FieldErrors, Problem,
    accounts::{DisplayName, EmailAddress, Password, PasswordContext},
};

/// What a stranger fills in to join, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUpForm {
    /// Field `name`.
    pub name: DisplayName,
    /// Field `email`.
    pub email: EmailAddress,
    /// Field `password`.
    pub password: Password,
}

impl SignUpForm {
    /// Parses every field, so that all mistakes are told at once.
    ///
    /// # Errors
    /// As [`SignUpForm::parse_for`].
    pub fn parse(name: &str, email: &str, password: &str) -> Result<Self, Problem> {
        Self::parse_for("", name, email, password)
    }

    /// The same, for a publication whose name is as easy to guess in a password as the member's own.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `name`, `email` and `password`.
    pub fn parse_for(site: &str, name: &str, email: &str, password: &str) -> Result<Self, Problem> {
        let mut fields = FieldErrors::default();
        let password =
            fields.check("password", Password::choose_for(&PasswordContext::of(&[name, email, site]), password));
        let name = fields.check("name", DisplayName::parse(name));
        let email = fields.check("email", EmailAddress::parse(email));
        match (name, email, password) {
            (Some(name), Some(email), Some(password)) => Ok(Self { name, email, password }),
            _ => Err(Problem::Invalid { fields }),
        }
    }
}

/// What a member fills in to sign in, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInForm {
    /// Field `email`.
    pub email: EmailAddress,
    /// Field `password`.
    pub password: Password,
    /// Field `remember`: whether the session outlives the browser.
    pub remember: bool,
}

impl SignInForm {
    /// Parses address and password; who signs in so is remembered.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `email` and `password`.
    pub fn parse(email: &str, password: &str) -> Result<Self, Problem> {
        let mut fields = FieldErrors::default();
        let email = fields.check("email", EmailAddress::parse(email));
        let password = fields.check("password", Password::given(password));
        match (email, password) {
            (Some(email), Some(password)) => Ok(Self { email, password, remember: true }),
            _ => Err(Problem::Invalid { fields }),
        }
    }

    /// The same, remembered or not.
    #[must_use]
    pub fn remembered(self, remember: bool) -> Self {
        Self { remember, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_told_at_once() {
        let Err(Problem::Invalid { fields }) = SignUpForm::parse(" ", "ada", "short") else { panic!("accepted") };
        assert_eq!(fields.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["email", "name", "password"]);
    }
}
