//! Showing that the address of an account is its member's, or that the one is which it is to have.
//!
//! A mailbox alone shows nothing of an account: anybody could have made it with that address. So a letter is answered in a
//! session of the very member, or together with the account's password.

mod ask;
mod confirm;
mod letter;
mod with_password;

pub use ask::ask_for_verification;
pub use confirm::{Confirmed, confirm_by_code, confirm_by_link};
pub use letter::{AddressLetter, address_letter};
pub use with_password::{Entered, confirm_with_password};

pub(crate) use ask::send_letter;
pub(super) use confirm::mark_verified;
