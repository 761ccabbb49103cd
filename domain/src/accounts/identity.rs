use serde::{Deserialize, Serialize};

use crate::{
    FieldErrors, Problem, Timestamp,
    accounts::{DisplayName, EmailAddress},
    id::IdentityId,
};

/// A service elsewhere that people may sign in with, where it is configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Google.
    Google,
    /// GitHub.
    Github,
    /// The one that speaks OpenID Connect and is named by the configuration.
    Oidc,
}

impl Provider {
    /// Every one, in the order in which their buttons stand.
    pub const ALL: [Self; 3] = [Self::Oidc, Self::Google, Self::Github];

    /// The name in URLs, in forms and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Github => "github",
            Self::Oidc => "oidc",
        }
    }

    /// From a URL or a form.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.as_str() == raw)
    }
}

/// A service that people may sign in with here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderView {
    /// Which one.
    pub provider: Provider,
    /// What people call it.
    pub name: String,
}

/// An account elsewhere that its member may sign in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityView {
    /// Which one.
    pub id: IdentityId,
    /// What people call the service.
    pub service: String,
    /// The address or the name that the account has there; empty if the service tells neither.
    pub account: String,
    /// Since when it is linked.
    pub linked_at: Timestamp,
    /// When it was last used to sign in.
    pub used_at: Timestamp,
}

/// What somebody fills in whom another service sent without an address of which it is sure, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinForm {
    /// Field `name`.
    pub name: DisplayName,
    /// Field `email`.
    pub email: EmailAddress,
}

impl JoinForm {
    /// Parses both fields.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `name` and `email`.
    pub fn parse(name: &str, email: &str) -> Result<Self, Problem> {
        let mut fields = FieldErrors::default();
        let name = fields.check("name", DisplayName::parse(name));
        let email = fields.check("email", EmailAddress::parse(email));
        match (name, email) {
            (Some(name), Some(email)) => Ok(Self { name, email }),
            _ => Err(Problem::Invalid { fields }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_parse_back() {
        for provider in Provider::ALL {
            assert_eq!(Provider::parse(provider.as_str()), Some(provider));
        }
        assert_eq!(Provider::parse("elsewhere"), None);
    }
}
