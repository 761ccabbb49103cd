//! The ways in: joining, signing in, proofs by letter.

use super::query::percent_encode;
use crate::accounts::Provider;

/// The sign-up form.
pub const SIGN_UP: &str = "/sign-up";
/// The sign-in form.
pub const SIGN_IN: &str = "/sign-in";
/// Asks for the password (or another proof) once more, before something sensitive.
pub const CONFIRM: &str = "/confirm";
/// The second step of signing in, where one is asked for.
pub const SECOND_FACTOR: &str = "/sign-in/second-factor";
/// Asks somebody whom another service sent for what that did not tell: name and address.
pub const SIGN_IN_JOIN: &str = "/sign-in/join";
/// Asks for a letter with a link and a code to sign in by.
pub const SIGN_IN_BY_MAIL: &str = "/sign-in/mail";
/// Takes the link or the code of that letter.
pub const SIGN_IN_CODE: &str = "/sign-in/code";
/// Asks for a letter to choose a new password by.
pub const FORGOTTEN: &str = "/forgotten";
/// Chooses a new password, with the link or the code of that letter.
pub const RESET: &str = "/reset";
/// Confirms an e-mail address, with the link or the code of a letter.
pub const VERIFY: &str = "/verify";
/// Takes a change of address back, with the link in the old mailbox.
pub const UNDO_EMAIL: &str = "/undo-email";
/// Accepts an invitation, with the link of its letter.
pub const INVITATION: &str = "/invitation";
/// Tells password managers where passkeys are registered and managed.
pub const PASSKEY_ENDPOINTS: &str = "/.well-known/passkey-endpoints";

/// The sign-up form that leads back to `path` afterwards.
#[must_use]
pub fn sign_up_then(path: &str) -> String {
    format!("{SIGN_UP}?next={}", percent_encode(path))
}

/// The sign-in form that leads back to `path` afterwards.
#[must_use]
pub fn sign_in_then(path: &str) -> String {
    format!("{SIGN_IN}?next={}", percent_encode(path))
}

/// The page that asks for a fresh proof and leads back to `path` afterwards.
#[must_use]
pub fn confirm_then(path: &str) -> String {
    format!("{CONFIRM}?next={}", percent_encode(path))
}

/// The second step of signing in that leads on to `path` afterwards; an empty one leads where signing in leads.
#[must_use]
pub fn second_factor_then(path: &str) -> String {
    if path.is_empty() { SECOND_FACTOR.to_owned() } else { format!("{SECOND_FACTOR}?next={}", percent_encode(path)) }
}

/// Where the way to another service, to sign in with it, begins.
#[must_use]
pub fn sign_in_with(provider: Provider) -> String {
    format!("/sign-in/with/{}", provider.as_str())
}

/// Where that service sends people back to.
#[must_use]
pub fn sign_in_callback(provider: Provider) -> String {
    format!("/sign-in/with/{}/callback", provider.as_str())
}

/// The page that asks for a letter to sign in by, and leads to `path` afterwards; to the front page if that is empty.
#[must_use]
pub fn sign_in_by_mail_then(path: &str) -> String {
    if path.is_empty() {
        SIGN_IN_BY_MAIL.to_owned()
    } else {
        format!("{SIGN_IN_BY_MAIL}?next={}", percent_encode(path))
    }
}

/// The page that takes the code of a letter to sign in by, and leads to `path` afterwards.
#[must_use]
pub fn sign_in_code_then(path: &str) -> String {
    format!("{SIGN_IN_CODE}?next={}", percent_encode(path))
}

/// The page that accepts an invitation, as its letter links to it.
#[must_use]
pub fn invitation(token: &str) -> String {
    format!("{INVITATION}?token={token}")
}

/// The page of a letter's link, such as [`VERIFY`], with the secret of this letter.
#[must_use]
pub fn with_token(page: &str, token: &str) -> String {
    format!("{page}?token={}", percent_encode(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_encoded() {
        assert_eq!(sign_in_then("/posts/a?reply=1"), "/sign-in?next=/posts/a%3Freply%3D1");
    }
}
