//! Another address for an account: the old one stays in force until the new one is proved, and its mailbox can take the
//! change back for a week.

mod ask;
mod make;
mod undo;

pub use ask::{ask_for_email_change, cancel_email_change, wished_for_email};
pub use undo::undo_email_change;

pub(super) use make::make;
