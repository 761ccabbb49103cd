//! What stands around the pages of one's own account.

mod page;

pub(crate) use page::SettingsPage;
