//! The readable part of a post's, tag's or author's address.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::FieldError;

/// Lower-case ASCII letters and digits in groups joined by single hyphens, 1 to 80 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// The longest slug, in characters.
    pub const MAX: usize = 80;

    /// Takes a slug as it stands in an address; nothing is mended.
    ///
    /// # Errors
    /// `slug` if it is not exactly a slug.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        let well_formed = (1..=Self::MAX).contains(&raw.len())
            && raw.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !raw.starts_with('-')
            && !raw.ends_with('-')
            && !raw.contains("--");
        if well_formed {
            Ok(Self(raw.to_owned()))
        } else {
            Err(FieldError::new("slug", "Use lower-case letters, digits and single hyphens, at most 80 characters."))
        }
    }

    /// Makes a slug from a title or a name in any script. `None` if nothing readable is left.
    #[must_use]
    pub fn from_title(title: &str) -> Option<Self> {
        let ascii = deunicode::deunicode(title);
        let mut slug = String::new();
        for word in ascii.replace(['\'', '’'], "").split(|c: char| !c.is_ascii_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            let joined = slug.len() + usize::from(!slug.is_empty()) + word.len();
            if joined > Self::MAX {
                if slug.is_empty() {
                    slug.extend(word.chars().take(Self::MAX));
                }
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&word.to_ascii_lowercase());
        }
        slug.make_ascii_lowercase();
        Self::parse(&slug).ok()
    }

    /// The same slug with `-2`, `-3`, … behind it, for a title that is used twice.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let suffix = format!("-{number}");
        let room = Self::MAX - suffix.len();
        let stem = self.0.get(..room).unwrap_or(&self.0).trim_end_matches('-');
        Self(format!("{stem}{suffix}"))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw).map_err(|error| error.message)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_readable() {
        for (title, slug) in [
            ("Announcing Rust 1.11", "announcing-rust-1-11"),
            ("Don’t panic!", "dont-panic"),
            ("Žluťoučký kůň", "zlutoucky-kun"),
            ("  --  Hello,   world -- ", "hello-world"),
        ] {
            assert_eq!(Slug::from_title(title).unwrap().as_str(), slug);
        }
        assert_eq!(Slug::from_title("!!!"), None);
    }

    #[test]
    fn only_the_canonical_form_parses() {
        assert!(Slug::parse("rust-1-11").is_ok());
        for wrong in ["", "Rust", "a--b", "-a", "a-", "a b", "a/b", "é", &"a".repeat(81)] {
            assert!(Slug::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn long_titles_and_numbers_stay_within_the_limit() {
        let long = Slug::from_title(&"word ".repeat(40)).unwrap();
        assert!(long.as_str().len() <= Slug::MAX);
        assert!(Slug::parse(long.numbered(12).as_str()).is_ok());
        assert!(Slug::from_title(&"x".repeat(300)).is_some());
    }
}
