use crate::{FieldError, Slug, text};

/// A tag as typed, with the slug that makes `Web Assembly` and `web-assembly` the same tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagName {
    /// 1 to 40 characters.
    pub name: String,
    /// What makes it unique.
    pub slug: Slug,
}

impl TagName {
    /// Parses one tag.
    ///
    /// # Errors
    /// As [`text::line`], or `slug` if no letter or digit is in it.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        let name = text::line(raw, 1..=40)?;
        let slug = Slug::from_title(&name)
            .ok_or_else(|| FieldError::new("slug", format!("“{name}” needs at least one letter or digit.")))?;
        Ok(Self { name, slug })
    }
}

/// Parses a comma-separated list; doubles are folded, the order stays.
///
/// # Errors
/// As [`TagName::parse`], or `too_many` above ten.
pub fn parse_tags(raw: &str) -> Result<Vec<TagName>, FieldError> {
    let mut tags: Vec<TagName> = Vec::new();
    for piece in raw.split(',').filter(|piece| !piece.trim().is_empty()) {
        let tag = TagName::parse(piece)?;
        if !tags.iter().any(|known| known.slug == tag.slug) {
            tags.push(tag);
        }
    }
    if tags.len() > 10 {
        return Err(FieldError::new("too_many", "At most ten tags, please."));
    }
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_fold_and_order_stays() {
        let tags = parse_tags("Rust, Web Assembly,, rust , web-assembly").unwrap();
        assert_eq!(tags.iter().map(|t| t.slug.as_str()).collect::<Vec<_>>(), ["rust", "web-assembly"]);
        assert_eq!(tags[1].name, "Web Assembly");
    }

    #[test]
    fn nonsense_is_named() {
        assert_eq!(parse_tags("ok, ???").unwrap_err().code, "slug");
        assert_eq!(parse_tags(&(0..11).map(|n| format!("t{n},")).collect::<String>()).unwrap_err().code, "too_many");
    }
}
