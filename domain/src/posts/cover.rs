use std::fmt;

use crate::{FieldError, paths};

/// Address of a cover picture: `https://…`, or a path of this site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverUrl(String);

impl CoverUrl {
    /// Parses a typed address; an empty one means no cover.
    ///
    /// # Errors
    /// `url` for anything but https or a path of this site, `too_long` above 2,000 characters.
    pub fn parse(raw: &str) -> Result<Option<Self>, FieldError> {
        let raw = raw.trim();
        if raw.is_empty() {
            return Ok(None);
        }
        if raw.len() > 2000 {
            return Err(FieldError::new("too_long", "At most 2,000 characters fit."));
        }
        let https = raw.strip_prefix("https://").is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphanumeric())
                && rest.chars().all(|c| c.is_ascii_graphic() && !"\"'<>\\`(){}".contains(c))
        });
        if https || paths::local(raw).is_some() {
            Ok(Some(Self(raw.to_owned())))
        } else {
            Err(FieldError::new("url", "Enter an address that starts with https://, or a path of this site."))
        }
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CoverUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_own_paths_are_taken() {
        assert_eq!(CoverUrl::parse("  "), Ok(None));
        for good in ["https://pictures.example/a.jpg?w=1", "/media/abc.png"] {
            assert!(CoverUrl::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://a.example/x",
            "javascript:alert(1)",
            "data:image/png;base64,",
            "https://",
            "https://a\"onload=",
            "//a.example/x",
        ] {
            assert!(CoverUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
