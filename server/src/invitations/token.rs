use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::ids::Ids;

/// The secret of a letter, for its link.
pub(super) fn mint(ids: &Ids) -> String {
    URL_SAFE_NO_PAD.encode(ids.secret::<32>())
}

/// As the table keeps it. The token is long enough that its digest needs no salt.
pub(super) fn hash(token: &str) -> String {
    blake3::hash(token.as_bytes()).to_hex().to_string()
}
