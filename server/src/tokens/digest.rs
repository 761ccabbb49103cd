/// The form in which opaque tokens are kept: whoever reads the tables cannot make one from it. Without salt or cost,
/// because nobody guesses 32 random bytes.
pub(super) fn digest(token: &str) -> String {
    blake3::hash(token.as_bytes()).to_hex().to_string()
}
