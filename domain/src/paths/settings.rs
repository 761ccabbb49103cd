//! What members set for themselves.

use super::{HOME, query::percent_encode};

/// One's own account: name and address.
pub const SETTINGS: &str = "/settings";
/// Password, passkeys, second factor, other ways in.
pub const SECURITY: &str = "/settings/security";
/// Sets up an authenticator app.
pub const SET_UP_TOTP: &str = "/settings/security/app";
/// Shows new recovery codes, once.
pub const RECOVERY_CODES: &str = "/settings/security/recovery-codes";
/// Where one is signed in.
pub const SESSIONS: &str = "/settings/sessions";
/// Tokens for programs.
pub const TOKENS: &str = "/settings/tokens";
/// Export of one's own data, and deletion of the account.
pub const OWN_DATA: &str = "/settings/data";
/// Answers with a copy of one's own data.
pub const EXPORT: &str = "/settings/data/export";
/// Where an account stood in earlier versions; leads to [`SETTINGS`].
pub const ACCOUNT: &str = "/account";

/// A page on the way to a second factor, such as [`SECURITY`], that leads on to `path` once there is one; an empty one and
/// the front page lead nowhere else than without.
#[must_use]
pub fn factor_then(page: &str, path: &str) -> String {
    if path.is_empty() || path == HOME { page.to_owned() } else { format!("{page}?next={}", percent_encode(path)) }
}
