use domain::accounts::{DisplayName, EmailAddress};

use super::jwt::Person;

/// The longest name that members have, in characters.
const LONGEST_NAME: usize = 80;

/// Who somebody is elsewhere, as a service that was asked tells it.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The service.
    pub(super) issuer: String,
    /// What never changes about the account there.
    pub(super) subject: String,
    /// The address that it has there, if the service tells one.
    pub(super) email: Option<EmailAddress>,
    /// Whether the service made sure that the address is theirs.
    pub(super) is_verified: bool,
    /// What they are called there, where that can be shown.
    pub(super) name: Option<DisplayName>,
    /// Whether the service shows that they signed in to it after they were sent there.
    pub(super) is_fresh: bool,
}

impl Claim {
    /// From what OpenID Connect calls things.
    pub(super) fn new(issuer: &str, subject: String, person: &Person) -> Self {
        let email = person.email.as_deref().and_then(|email| EmailAddress::parse(email).ok());
        let names = [&person.name, &person.preferred_username].into_iter().flatten();
        Self {
            issuer: issuer.to_owned(),
            subject,
            is_verified: person.email_verified && email.is_some(),
            email,
            name: names.filter_map(|name| shortened(name)).next(),
            is_fresh: false,
        }
    }

    /// The same, by a service that shows when they signed in to it.
    pub(super) fn fresh(self, is_fresh: bool) -> Self {
        Self { is_fresh, ..self }
    }

    /// What a new member is called: as there, else by the first part of the address.
    pub(super) fn name_or(&self, email: &EmailAddress) -> DisplayName {
        let local = email.as_str().split('@').next().unwrap_or_default();
        let name = self.name.clone().or_else(|| shortened(local));
        name.unwrap_or_else(|| DisplayName::parse("Somebody").expect("a word is a name"))
    }

    /// By what its member recognises the account; empty if the service tells nothing.
    pub(super) fn account(&self) -> String {
        let email = self.email.as_ref().map(EmailAddress::as_str);
        email.or_else(|| self.name.as_ref().map(DisplayName::as_str)).unwrap_or_default().to_owned()
    }
}

fn shortened(name: &str) -> Option<DisplayName> {
    let short: String = name.chars().take(LONGEST_NAME).collect();
    DisplayName::parse(&short).ok()
}
