//! Which addresses of a request may be followed.

/// A place on this site to go on to, from a request that anyone may have forged; anything else becomes `None`.
///
/// Only an absolute path is taken that every browser, proxy and parser reads alike: no scheme, host or user, no `//`, no
/// `.` or `..` in place of a name, no backslash, no control characters, whether written plainly or percent-encoded, once or
/// several times.
#[must_use]
pub fn local(raw: &str) -> Option<&str> {
    let is_plain = raw.len() <= 2048 && raw.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let path = raw.split(['?', '#']).next().unwrap_or_default();
    (is_plain && is_unambiguous(path)).then_some(raw)
}

fn is_unambiguous(path: &str) -> bool {
    let Some(names) = path.strip_prefix('/') else { return false };
    // A slash at the end is followed by nothing, and so is the one slash of the front page.
    let last = names.split('/').count() - 1;
    names.split('/').enumerate().all(|(place, name)| (!name.is_empty() || place == last) && is_name(name))
}

/// Whether one part of a path means what it says. An encoded percent sign would be the beginning of something that is
/// encoded twice; none of our addresses has one.
fn is_name(name: &str) -> bool {
    let Some(decoded) = percent_decode(name) else { return false };
    let is_harmless = |byte: &u8| !byte.is_ascii_control() && !b"/\\%".contains(byte);
    decoded.iter().all(is_harmless) && decoded != b"." && decoded != b".."
}

/// The bytes that a part of a path stands for. Nothing if it is wrongly encoded.
fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for good in [
            "/",
            "/write/new",
            "/posts/a?reply=1#comments",
            "/archive/",
            "/tags/%C3%BCber",
            "/sign-in?next=/a%3Fb%3D1",
            "/@ada",
            "/settings/data#delete",
            "/posts/a?at=12:30&url=https://example.org//x",
        ] {
            assert_eq!(local(good), Some(good));
        }
        for bad in [
            "",
            "evil",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/a\\b",
            "https://evil.example",
            "https:/evil.example",
            "http:evil.example",
            "https://example.org@evil.example/",
            "//example.org@evil.example/",
            "//example.org:80@evil.example/",
            "javascript:alert(1)",
            "data:text/html,hello",
            " /a",
            "/a b",
            "/a\nb",
            "/\t/evil.example",
            "/\r\nLocation: https://evil.example",
            "\t//evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/./evil.example",
            "/../evil.example",
            "/%2e//evil.example",
            "/%2E%2e/evil.example",
            "/a//b",
            "/%2f%2fevil.example",
            "/%2F/evil.example",
            "/%5cevil.example",
            "/%5C%5Cevil.example",
            "/%252f%252fevil.example",
            "/%09/evil.example",
            "/%0d%0aLocation:evil",
            "/%00",
            "/%7f",
            "/%",
            "/%2",
            "/%zz",
            "/\u{3002}evil.example",
            "?next=//evil.example",
            "#//evil.example",
        ] {
            assert_eq!(local(bad), None, "{bad:?}");
        }
        assert_eq!(local(&format!("/{}", "a".repeat(2048))), None);
    }
}
