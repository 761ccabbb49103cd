/// A kind of token that means nothing by itself: a prefix, 32 random bytes in base 62, and a checksum.
///
/// The prefix and the checksum let secret scanners tell one from chance, and let a typo be refused without asking the
/// database. `docs/tokens.md` gives the regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpaqueKind {
    /// A member's own, for scripts: `mhp_`.
    Personal,
    /// Trades for a fresh access token: `mhr_`.
    Refresh,
}

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Digits that 256 bits need.
const SECRET: usize = 43;
/// Digits that 32 bits need.
const CHECKSUM: usize = 6;

impl OpaqueKind {
    /// What every token of this kind begins with.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Personal => "mhp_",
            Self::Refresh => "mhr_",
        }
    }

    /// The token that carries this secret.
    #[must_use]
    pub fn write(self, secret: &[u8; 32]) -> String {
        let mut token = self.prefix().to_owned();
        token.push_str(&base62(secret, SECRET));
        token.push_str(&checksum(&token));
        token
    }

    /// Whether the text is a token of this kind, typed without a mistake. Whether it is one that was ever given out is
    /// for the database to say.
    #[must_use]
    pub fn recognises(self, raw: &str) -> bool {
        raw.len() == self.prefix().len() + SECRET + CHECKSUM
            && raw.starts_with(self.prefix())
            && raw.bytes().skip(self.prefix().len()).all(|byte| byte.is_ascii_alphanumeric())
            && raw[raw.len() - CHECKSUM..] == checksum(&raw[..raw.len() - CHECKSUM])
    }
}

/// CRC-32 (ISO 3309) of the text, in digits.
fn checksum(text: &str) -> String {
    let sum = !text.bytes().fold(!0, |sum: u32, byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    });
    base62(&sum.to_be_bytes(), CHECKSUM)
}

/// The bytes as one number, the most significant first, in as many digits as are asked for.
fn base62(bytes: &[u8], digits: usize) -> String {
    let mut number = bytes.to_vec();
    let mut written: Vec<u8> = (0..digits)
        .map(|_| {
            let rest = number.iter_mut().fold(0_usize, |rest, byte| {
                let value = rest << 8 | usize::from(*byte);
                *byte = u8::try_from(value / 62).unwrap_or_default();
                value % 62
            });
            DIGITS[rest]
        })
        .collect();
    written.reverse();
    written.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_whole() {
        assert_eq!(base62(&[0, 0, 0, 61], 6), "00000z");
        assert_eq!(base62(&[0, 0, 0, 62], 6), "000010");
        assert_eq!(base62(&u32::MAX.to_be_bytes(), 6), "4gfFC3");
        assert_eq!(base62(&[0; 32], SECRET), "0".repeat(SECRET));
        // 2^256 - 1 is less than 62^43, so no digit is lost.
        assert_ne!(base62(&[255; 32], SECRET)[..1], base62(&[255; 32], SECRET + 1)[..1]);
    }

    #[test]
    fn the_checksum_is_the_usual_one() {
        // The check value of CRC-32/ISO-HDLC.
        assert_eq!(checksum("123456789"), base62(&0xCBF4_3926_u32.to_be_bytes(), CHECKSUM));
    }

    #[test]
    fn typos_are_noticed() {
        let token = OpaqueKind::Personal.write(&[7; 32]);
        assert!(OpaqueKind::Personal.recognises(&token), "{token}");
        assert!(!OpaqueKind::Refresh.recognises(&token));
        for place in 0..token.len() {
            let mut wrong = token.clone().into_bytes();
            wrong[place] = if wrong[place] == b'x' { b'y' } else { b'x' };
            let wrong = String::from_utf8(wrong).unwrap();
            assert!(!OpaqueKind::Personal.recognises(&wrong), "{wrong}");
        }
        for wrong in ["", "mhp_", &token[1..], &format!("{token}0"), &"é".repeat(27)] {
            assert!(!OpaqueKind::Personal.recognises(wrong), "{wrong}");
        }
    }
}
