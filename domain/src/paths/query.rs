//! What goes behind the question mark.

use crate::pagination::Cursor;

/// The next page of the list at `path`.
#[must_use]
pub fn next_page(path: &str, cursor: Cursor) -> String {
    format!("{path}?before={cursor}")
}

/// A list at `path`, filtered by what is not empty, from behind a row on if there is one to be behind.
#[must_use]
pub fn filtered(path: &str, filters: &[(&str, &str)], before: Option<Cursor>) -> String {
    let before = before.map(|cursor| cursor.to_string());
    let pairs = filters.iter().copied().chain(before.as_deref().map(|cursor| ("before", cursor)));
    let pairs: Vec<String> = pairs
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent_encode(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

pub(super) fn percent_encode(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::MEMBERS;

    #[test]
    fn a_filter_cannot_break_out_of_its_place() {
        assert_eq!(
            filtered(MEMBERS, &[("search", "a&role=admin"), ("role", "")], None),
            "/admin/members?search=a%26role%3Dadmin"
        );
        assert_eq!(filtered(MEMBERS, &[("search", "")], None), MEMBERS);
    }
}
