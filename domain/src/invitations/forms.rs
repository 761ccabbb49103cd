use crate::{
    FieldError, FieldErrors, Problem,
    accounts::{DisplayName, EmailAddress, Password, PasswordContext, Role},
};

/// Whom an admin invites, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationForm {
    /// Field `email`.
    pub email: EmailAddress,
    /// Field `role`.
    pub role: Role,
}

impl InvitationForm {
    /// Parses both fields.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `email` and `role`.
    pub fn parse(email: &str, role: &str) -> Result<Self, Problem> {
        let mut fields = FieldErrors::default();
        let email = fields.check("email", EmailAddress::parse(email));
        let role = Role::parse(role).ok_or_else(|| FieldError::new("required", "Choose a role."));
        match (email, fields.check("role", role)) {
            (Some(email), Some(role)) => Ok(Self { email, role }),
            _ => Err(Problem::Invalid { fields }),
        }
    }
}

/// What somebody fills in who accepts an invitation and has no account, parsed. The address is the one that was invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinForm {
    /// Field `name`.
    pub name: DisplayName,
    /// Field `password`.
    pub password: Password,
}

impl JoinForm {
    /// Parses both fields. Neither the member's name nor that of the publication makes a good password.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `name` and `password`.
    pub fn parse(site: &str, name: &str, password: &str) -> Result<Self, Problem> {
        let mut fields = FieldErrors::default();
        let context = PasswordContext::of(&[name, site]);
        let password = fields.check("password", Password::choose_for(&context, password));
        let name = fields.check("name", DisplayName::parse(name));
        match (name, password) {
            (Some(name), Some(password)) => Ok(Self { name, password }),
            _ => Err(Problem::Invalid { fields }),
        }
    }
}
