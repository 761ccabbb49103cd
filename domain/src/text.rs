//! Parsing of typed text: one place decides what a line and what a text may contain.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

use crate::FieldError;

/// One line: trimmed, NFC, inner white space folded, its length in characters within `length`.
///
/// # Errors
/// `required`, `too_short`, `too_long`, or `characters` where control characters are in it.
pub fn line(raw: &str, length: RangeInclusive<usize>) -> Result<String, FieldError> {
    let line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.nfc().collect();
    if line.chars().any(is_unwelcome) {
        return Err(FieldError::new("characters", "Remove the invisible control characters."));
    }
    measure(line, length)
}

/// A [`line`] that is a name, which is what an empty one is asked for.
///
/// # Errors
/// As [`line`].
pub fn name(raw: &str, length: RangeInclusive<usize>) -> Result<String, FieldError> {
    line(raw, length).map_err(|error| match error.code.as_str() {
        "required" => FieldError::new("required", "Enter a name."),
        _ => error,
    })
}

/// A longer text: line ends made `\n`, NFC, its length in characters within `length`; indentation stays as it is.
///
/// # Errors
/// As [`line`].
pub fn prose(raw: &str, length: RangeInclusive<usize>) -> Result<String, FieldError> {
    let text: String = raw.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
    if text.chars().any(|c| is_unwelcome(c) && c != '\n' && c != '\t') {
        return Err(FieldError::new("characters", "Remove the invisible control characters."));
    }
    let trimmed = text.trim_end().trim_start_matches('\n').to_owned();
    if trimmed.trim().is_empty() {
        return measure(String::new(), length);
    }
    measure(trimmed, length)
}

fn measure(text: String, length: RangeInclusive<usize>) -> Result<String, FieldError> {
    match text.chars().count() {
        0 if *length.start() > 0 => Err(FieldError::new("required", "This cannot be empty.")),
        n if n < *length.start() => {
            Err(FieldError::new("too_short", format!("At least {} characters, please.", length.start())))
        }
        n if n > *length.end() => {
            Err(FieldError::new("too_long", format!("At most {} characters fit; this has {n}.", length.end())))
        }
        _ => Ok(text),
    }
}

/// Control characters, and the bidirectional overrides that make text read otherwise than it is.
fn is_unwelcome(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_folded_and_normalised() {
        assert_eq!(line("  A\t tale \n of  cafe\u{301} ", 1..=80).unwrap(), "A tale of caf\u{e9}");
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert_eq!(line("日本語", 1..=3).unwrap(), "日本語");
        assert_eq!(line("日本語x", 1..=3).unwrap_err().code, "too_long");
        assert_eq!(line("   ", 1..=3).unwrap_err().code, "required");
    }

    #[test]
    fn overrides_and_nulls_are_refused() {
        assert_eq!(line("abc\u{202E}txt", 1..=80).unwrap_err().code, "characters");
        assert_eq!(prose("a\0b", 1..=80).unwrap_err().code, "characters");
    }

    #[test]
    fn prose_keeps_indentation_and_blank_lines() {
        assert_eq!(prose("\r\n    code\r\n\r\nend \n\n", 1..=80).unwrap(), "    code\n\nend");
    }
}
