//! Members, for those who manage them: finding them, their roles, keeping them out and letting them in again.

mod announce;
mod details;
mod letters;
mod list;
pub(crate) mod managers;
mod restore;
pub(crate) mod role;
mod suspend;
mod target;

pub use details::details;
pub use list::list;
pub use managers::is_last_manager;
pub use restore::{restore, restore_by_email};
pub use role::set_role;
pub use suspend::{suspend, suspend_by_email};

pub(crate) use announce::announce;
pub(crate) use list::labels;
pub(crate) use target::target;
