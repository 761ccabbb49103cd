//! Finds tags in raw HTML, by the rules by which browsers do (HTML standard, section 13.2.5), as far as they matter here.

/// A tag, its name in lower case, its attributes' values as in the source, entities and all.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawTag {
    /// Lower-case name.
    pub(super) name: String,
    /// Whether it is an end tag.
    pub(super) end: bool,
    /// Names in lower case; values undecoded.
    pub(super) attributes: Vec<(String, String)>,
}

impl RawTag {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Sets an attribute, replacing what it was.
    pub(super) fn set(&mut self, name: &str, value: String) {
        self.attributes.retain(|(known, _)| known != name);
        self.attributes.push((name.to_owned(), value));
    }
}

/// Reads the tag at the beginning of `html`, which starts with `<`. Gives its length, too; `None` if it is no complete tag.
pub(super) fn read(html: &str) -> Option<(RawTag, usize)> {
    let after = html.strip_prefix('<')?;
    let (end, after) = after.strip_prefix('/').map_or((false, after), |after| (true, after));
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_length = after.find(is_boundary).unwrap_or(after.len());
    let (name, mut rest) = after.split_at(name_length);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c == '/' || c.is_ascii_whitespace());
        if let Some(behind) = rest.strip_prefix('>') {
            let length = html.len() - behind.len();
            return Some((RawTag { name: name.to_ascii_lowercase(), end, attributes }, length));
        }
        let (attribute, behind) = read_attribute(rest)?;
        attributes.push(attribute);
        rest = behind;
    }
}

fn read_attribute(html: &str) -> Option<((String, String), &str)> {
    // An equals sign at the very beginning belongs to the name.
    let first = html.chars().next()?.len_utf8();
    let (_, tail) = html.split_at(first);
    let length = first + tail.find(|c: char| c == '=' || is_boundary(c))?;
    let (name, rest) = html.split_at(length);
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else { return Some(((name, String::new()), rest)) };
    let value = value.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, rest) = quoted.split_once(quote)?;
            return Some(((name, value.to_owned()), rest));
        }
    }
    let (value, rest) = value.split_at(value.find(|c: char| c == '>' || c.is_ascii_whitespace())?);
    Some(((name, value.to_owned()), rest))
}

fn is_boundary(c: char) -> bool {
    c == '/' || c == '>' || c.is_ascii_whitespace()
}
