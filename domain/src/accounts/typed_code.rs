use std::fmt;

use crate::FieldError;

/// A code from a letter, to be typed on any device: eight letters, shown as `KXQT-RZMW`.
///
/// Its letters are those of RFC 8628 section 6.1: no vowels, so that no words come out, and none that look alike. Case,
/// dashes and spaces do not matter when it is typed.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedCode(String);

impl TypedCode {
    /// How many letters it has.
    pub const LETTERS: usize = 8;

    const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

    /// A code made of random bytes, each letter as likely as any other; nothing if there were too few of them, which
    /// with 64 bytes does not happen.
    #[must_use]
    pub fn from_random(bytes: &[u8]) -> Option<Self> {
        // Only as many values as the alphabet goes into evenly; the rest would favour its first letters.
        let fair = |byte: &&u8| **byte < 240;
        let letters = bytes.iter().filter(fair).map(|byte| char::from(Self::ALPHABET[usize::from(byte % 20)]));
        let code: String = letters.take(Self::LETTERS).collect();
        (code.len() == Self::LETTERS).then_some(Self(code))
    }

    /// Parses what was typed.
    ///
    /// # Errors
    /// `required`, or `wrong` for what cannot be a code.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        let typed = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').take(Self::LETTERS + 1);
        let code: String = typed.map(|c| c.to_ascii_uppercase()).collect();
        if code.is_empty() {
            return Err(FieldError::new("required", "Type the code from the letter."));
        }
        let is_code = code.len() == Self::LETTERS && code.bytes().all(|letter| Self::ALPHABET.contains(&letter));
        if is_code { Ok(Self(code)) } else { Err(Self::wrong()) }
    }

    /// What is told of a code that does not fit, whatever the reason: that it is another one, or used, or too old.
    #[must_use]
    pub fn wrong() -> FieldError {
        FieldError::new("wrong", "That code is wrong or too old. After five wrong ones, ask for a new letter.")
    }

    /// The bare letters, for the digest alone.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// As a letter shows it.
    #[must_use]
    pub fn dashed(&self) -> String {
        let (left, right) = self.0.split_at(Self::LETTERS / 2);
        format!("{left}-{right}")
    }
}

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_typed_it_is_the_same_code() {
        let code = TypedCode::from_random(&[0, 1, 2, 3, 4, 5, 6, 7]).unwrap();
        assert_eq!(code.dashed(), "BCDF-GHJK");
        for typed in ["BCDF-GHJK", "bcdfghjk", " bcdf ghjk ", "b-c-d-f-g-h-j-k"] {
            assert_eq!(TypedCode::parse(typed).unwrap(), code, "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_a_code_is_wrong() {
        assert_eq!(TypedCode::parse(" - ").unwrap_err().code, "required");
        for typed in ["BCDF-GHJ", "BCDF-GHJKL", "BCDF-GHJA", "BCDF-GHJ1", "ʙcdf-ghjk", &"B".repeat(1_000_000)] {
            assert_eq!(TypedCode::parse(typed).unwrap_err().code, "wrong");
        }
    }

    #[test]
    fn every_letter_is_as_likely_and_too_few_bytes_make_no_code() {
        let every: Vec<u8> = (0..=255).collect();
        let mut counts = [0; 20];
        for window in every.iter().filter(|byte| **byte < 240) {
            counts[usize::from(window % 20)] += 1;
        }
        assert_eq!(counts, [12; 20]);
        assert_eq!(TypedCode::from_random(&[240, 250, 255, 0, 1, 2, 3, 4, 5, 6]), None);
    }

    #[test]
    fn is_never_printed() {
        assert!(!format!("{:?}", TypedCode::parse("BCDF-GHJK").unwrap()).contains('B'));
    }
}
