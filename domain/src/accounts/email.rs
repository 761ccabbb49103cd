use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::FieldError;

/// An e-mail address: as typed for letters, folded for telling accounts apart.
///
/// Accepts what mail servers accept in practice (one `@`, a host with a dot or `localhost`, at most 254 characters, RFC 5321
/// section 4.5.3.1); whether the mailbox exists is for a letter to find out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Parses a typed address.
    ///
    /// # Errors
    /// `required` or `email`.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        let raw: String = raw.trim().nfc().collect();
        if raw.is_empty() {
            return Err(FieldError::new("required", "Enter your e-mail address."));
        }
        if is_address(&raw) {
            Ok(Self(raw))
        } else {
            Err(FieldError::new("email", "Enter an e-mail address like name@example.org."))
        }
    }

    /// As typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form that is unique among accounts: lower case throughout.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_address(raw: &str) -> bool {
    let Some((local, host)) = raw.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"@".contains(c);
    raw.len() <= 254
        && (1..=64).contains(&local.len())
        && local.chars().all(plain)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && (host.contains('.') || host == "localhost")
        && host.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_use_are_taken() {
        for good in
            ["ada@example.org", "a.b+c@mail.example.co", "o'hara@example.org", "π@παράδειγμα.ελ", "root@localhost"]
        {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for bad in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada@example",
            "a b@example.org",
            "a@b@example.org",
            "ada@-x.org",
            "ada@example..org",
            "<ada@example.org>",
            "ada@example.org\nBcc: x@example.org",
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn case_does_not_make_a_second_account() {
        assert_eq!(EmailAddress::parse("Ada@Example.ORG").unwrap().folded(), "ada@example.org");
    }
}
