//! One's own data: a copy to take away, and the end of the account.

mod api;
#[cfg(feature = "ssr")]
mod download;
#[cfg(feature = "ssr")]
mod page;

pub use api::{AskDeletion, KeepAccount, ask_deletion, keep_account};
#[cfg(feature = "ssr")]
pub(crate) use {
    download::{download, form},
    page::own_data,
};
