use crate::{
    FieldError, FieldErrors, Problem, text,
    tokens::{Scope, Scopes},
};

/// How long a personal token lasts. There is no "for ever": a forgotten token must end by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// 7 days.
    Week,
    /// 30 days.
    Month,
    /// 90 days.
    Quarter,
    /// 365 days.
    Year,
}

impl Lifetime {
    /// Every choice, shortest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// In days.
    #[must_use]
    pub const fn days(self) -> u16 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }

    /// From a form: the number of days.
    ///
    /// # Errors
    /// `choice`.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        let chosen = Self::ALL.into_iter().find(|lifetime| lifetime.days().to_string() == raw);
        chosen.ok_or_else(|| FieldError::new("choice", "Choose when the token is to end."))
    }
}

/// What a member fills in to make a personal token, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenForm {
    /// Field `name`: what the member calls it, 1 to 80 characters.
    pub name: String,
    /// Field `scopes`: at least one.
    pub scopes: Scopes,
    /// Field `days`.
    pub lifetime: Lifetime,
}

impl TokenForm {
    /// Parses every field, so that all mistakes are told at once.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the fields `name`, `scopes` and `days`.
    pub fn parse<'a>(name: &str, scopes: impl IntoIterator<Item = &'a str>, days: &str) -> Result<Self, Problem> {
        let mut fields = FieldErrors::default();
        let name = fields.check("name", text::name(name, 1..=80));
        let scopes = fields.check("scopes", chosen(scopes));
        let lifetime = fields.check("days", Lifetime::parse(days));
        match (name, scopes, lifetime) {
            (Some(name), Some(scopes), Some(lifetime)) => Ok(Self { name, scopes, lifetime }),
            _ => Err(Problem::Invalid { fields }),
        }
    }
}

fn chosen<'a>(scopes: impl IntoIterator<Item = &'a str>) -> Result<Scopes, FieldError> {
    let required = || FieldError::new("required", "Choose at least one thing that the token is good for.");
    let scopes: Option<Scopes> = scopes.into_iter().map(Scope::parse).collect();
    scopes.filter(|scopes| !scopes.is_empty()).ok_or_else(required)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_told_at_once() {
        for scopes in [vec![], vec!["everything"]] {
            let Err(Problem::Invalid { fields }) = TokenForm::parse(" ", scopes, "1000") else { panic!("accepted") };
            assert_eq!(fields.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["days", "name", "scopes"]);
        }
        let form = TokenForm::parse("Backup", ["posts:read"], "30").unwrap();
        assert_eq!((form.scopes.to_string().as_str(), form.lifetime), ("posts:read", Lifetime::Month));
    }
}
