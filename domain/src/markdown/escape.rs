use std::borrow::Cow;

/// Text between tags.
pub(super) fn text(raw: &str) -> Cow<'_, str> {
    replace(raw, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    })
}

/// The value of an attribute, between double quotes.
pub(super) fn attribute(raw: &str) -> Cow<'_, str> {
    replace(raw, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    })
}

fn replace(raw: &str, entity: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    if !raw.contains(|c| entity(c).is_some()) {
        return Cow::Borrowed(raw);
    }
    let mut escaped = String::with_capacity(raw.len() + raw.len() / 8);
    for c in raw.chars() {
        match entity(c) {
            Some(entity) => escaped.push_str(entity),
            None => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}
