//! Choosing a new password by a letter.

mod ask;
mod choose;

pub use ask::{ask_for_reset, asked_for_reset};
pub use choose::reset_password;
