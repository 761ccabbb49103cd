//! Ids within a text. They share the page with the ids of the page itself, which they must not take.

use std::borrow::Cow;

/// Ids that pages use themselves. An id for the use of scripts, labels or skip links belongs on this list.
const RESERVED: &[&str] = &[
    "account",
    "body",
    "byline",
    "comment",
    "comments",
    "content",
    "contents",
    "cover",
    "edit",
    "editor",
    "email",
    "error",
    "errors",
    "footer",
    "form",
    "head",
    "header",
    "id",
    "main",
    "masthead",
    "menu",
    "name",
    "nav",
    "navigation",
    "next",
    "page",
    "password",
    "post",
    "preview",
    "previous",
    "problem",
    "problems",
    "reply",
    "search",
    "sign-in",
    "sign-up",
    "skip",
    "slug",
    "standfirst",
    "tags",
    "theme",
    "title",
    "top",
    "write",
];

/// What starts so is numbered by the program.
const RESERVED_PREFIXES: &[&str] = &["comment-", "fn-", "fnref-", "error-", "field-"];

/// The id that a text gets instead of `wanted`: the same, unless the page may need it.
pub(super) fn apart(wanted: &str) -> Cow<'_, str> {
    let reserved = RESERVED.contains(&wanted) || RESERVED_PREFIXES.iter().any(|prefix| wanted.starts_with(prefix));
    if reserved { Cow::Owned(format!("text-{wanted}")) } else { Cow::Borrowed(wanted) }
}

/// Whether an id is plain enough to be kept: a letter or digit, then letters, digits, `-`, `_`, `.` and `:`, at most 100 characters.
pub(super) fn is_plain(id: &str) -> bool {
    id.len() <= 100
        && id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b))
}

/// An anchor made of a heading's text, at most 80 characters: letters and digits, any run of anything else a hyphen.
///
/// These are the anchors that Zola makes, so links from elsewhere to an imported blog still find their headings.
pub(super) fn of_text(text: &str) -> String {
    let mut anchor = String::new();
    let beginning: String = text.chars().take(200).collect();
    for c in deunicode::deunicode(&beginning).chars() {
        if anchor.len() >= 80 {
            break;
        }
        if c.is_ascii_alphanumeric() {
            anchor.push(c.to_ascii_lowercase());
        } else if !anchor.is_empty() && !anchor.ends_with('-') {
            anchor.push('-');
        }
    }
    anchor.truncate(anchor.trim_end_matches('-').len());
    if anchor.is_empty() { "section".to_owned() } else { anchor }
}
