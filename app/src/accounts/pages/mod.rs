//! The pages of accounts.

mod account;
mod sign_in;
mod sign_up;

pub(crate) use account::{account, moved};
pub(crate) use sign_in::sign_in;
pub(crate) use sign_up::sign_up;

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
