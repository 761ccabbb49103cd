use std::fmt;

use crate::FieldError;

/// Crockford's base 32: no letter that reads like a digit, and no `U`.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code that lets a member in once who lost their second factor: 120 random bits in 24 characters, so many that a plain
/// digest of it gives nothing away (OWASP ASVS 6.5.2 asks for 112).
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// Characters of a code, without the hyphens between its groups.
    pub const LENGTH: usize = 24;

    /// Characters of the codes of former versions, with eighty random bits. Those that members have still work.
    const FORMER_LENGTH: usize = 16;

    /// The code that these random bytes make.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 15]) -> Self {
        let bits = bytes.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
        let symbol = |place: usize| char::from(ALPHABET[(bits >> (5 * place)) as usize & 31]);
        Self((0..Self::LENGTH).rev().map(symbol).collect())
    }

    /// Parses what was typed, in any case, with or without hyphens and spaces, and with `O`, `I` and `L` for the digits they look like.
    ///
    /// # Errors
    /// `format`.
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        let code: Option<String> =
            raw.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| symbol(c.to_ascii_uppercase())).collect();
        let code = code.filter(|code| [Self::LENGTH, Self::FORMER_LENGTH].contains(&code.len()));
        let told = "A recovery code looks like 1A2B-3C4D-5E6F-7G8H-9J0K-1M2N.";
        code.map(Self).ok_or_else(|| FieldError::new("format", told))
    }

    /// Without hyphens, for the digest.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// In groups of four, for its owner to keep.
    #[must_use]
    pub fn grouped(&self) -> String {
        let groups: Vec<&str> = (0..self.0.len()).step_by(4).map(|start| &self.0[start..start + 4]).collect();
        groups.join("-")
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(hidden)")
    }
}

fn symbol(typed: char) -> Option<char> {
    let meant = match typed {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    u8::try_from(meant).ok().filter(|byte| ALPHABET.contains(byte)).map(char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_typed() {
        let code = RecoveryCode::from_bytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 250, 251, 252, 253, 254, 255]);
        assert_eq!(code.grouped().len(), 29);
        for typed in [code.grouped(), code.grouped().to_lowercase(), code.grouped().replace('-', " ")] {
            assert_eq!(RecoveryCode::parse(&typed).unwrap(), code, "{typed}");
        }
    }

    #[test]
    fn every_bit_counts() {
        let mut codes = std::collections::HashSet::new();
        for bit in 0..120 {
            let mut bytes = [0; 15];
            bytes[bit / 8] = 1 << (bit % 8);
            codes.insert(RecoveryCode::from_bytes(bytes).expose().to_owned());
        }
        assert_eq!(codes.len(), 120, "no two bits make the same code");
        assert_eq!(RecoveryCode::from_bytes([255; 15]).expose(), "Z".repeat(24));
        assert_eq!(RecoveryCode::from_bytes([0; 15]).expose(), "0".repeat(24));
    }

    #[test]
    fn those_of_former_versions_still_read() {
        let former = RecoveryCode::parse("1a2b-3c4d 5e6f7g8h").unwrap();
        assert_eq!((former.expose(), &*former.grouped()), ("1A2B3C4D5E6F7G8H", "1A2B-3C4D-5E6F-7G8H"));
    }

    #[test]
    fn look_alikes_are_taken_for_what_was_meant() {
        assert_eq!(RecoveryCode::parse("oooo-iiii-llll-0000").unwrap().expose(), "0000111111110000");
    }

    #[test]
    fn nothing_else_is_a_code() {
        for typed in
            ["", "123456", "U000-0000-0000-0000", "0000-0000-0000-000", "0000-0000-0000-0000-0000", "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ"]
        {
            assert!(RecoveryCode::parse(typed).is_err(), "{typed:?}");
        }
    }
}
