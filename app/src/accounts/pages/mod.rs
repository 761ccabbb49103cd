//! The pages of accounts.

mod account;
mod forgotten;
mod mailed_sign_in;
mod reset;
mod secret;
mod security;
mod sign_in;
mod sign_up;
mod undo_email;
mod verify;

pub(crate) use account::{account, moved};
pub(crate) use forgotten::forgotten;
pub(crate) use mailed_sign_in::{sign_in_by_mail, sign_in_code};
pub(crate) use reset::reset;
pub(crate) use security::security;
pub(crate) use sign_in::sign_in;
pub(crate) use sign_up::sign_up;
pub(crate) use undo_email::undo_email;
pub(crate) use verify::verify;

use domain::paths;
use serde::Deserialize;

/// Where to go on to after signing in.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct NextQuery {
    next: Option<String>,
}

impl NextQuery {
    /// Only a path of this site is followed.
    pub(crate) fn local(&self) -> String {
        self.next.as_deref().and_then(paths::local).unwrap_or_default().to_owned()
    }
}
