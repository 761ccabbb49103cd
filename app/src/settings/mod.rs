//! What stands around the pages of one's own account.

mod page;
mod unkept;

pub(crate) use page::SettingsPage;
pub(crate) use unkept::unkept;
