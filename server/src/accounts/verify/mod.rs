//! Showing that the address of an account is its member's.

mod ask;
mod confirm;

pub use ask::ask_for_verification;
pub use confirm::{Confirmed, confirm_address, confirm_by_code};

pub(crate) use ask::send_letter;
pub(super) use confirm::mark_verified;
