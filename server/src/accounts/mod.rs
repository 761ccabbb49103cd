//! Accounts: joining, signing in and out, and what the command line does with members.

mod actor;
mod admit;
mod argon;
mod breached;
pub mod confirm;
mod deletion;
mod email_change;
mod export;
mod given;
mod guess;
mod hasher;
mod letters;
mod limits;
mod mailed_sign_in;
mod manage;
mod newcomer;
mod password_change;
pub mod proofs;
mod read;
mod reclaim;
mod rename;
mod reset;
mod sign_in;
mod sign_out;
mod sign_up;
mod verify;
mod ways_in;

pub use actor::actor;
pub use admit::{Admitted, Entrance, Way};
pub use breached::BreachedPasswords;
pub use deletion::{Indispensable, ask_deletion, delete_due, indispensable, keep_account};
pub use email_change::{ask_for_email_change, cancel_email_change, undo_email_change, wished_for_email};
pub use export::{Export, export};
pub use given::Given;
pub use hasher::PasswordHasher;
pub use mailed_sign_in::{Arrival, ask_for_sign_in, asked_for_sign_in, sign_in_by_code, sign_in_by_link};
pub use manage::{create_member, set_password, set_role};
pub use password_change::{change_password, has_password};
pub use read::{account, list_members};
pub use rename::rename;
pub use reset::{ask_for_reset, asked_for_reset, reset_password};
pub use sign_in::sign_in;
pub use sign_out::sign_out;
pub use sign_up::sign_up;
pub use verify::{
    AddressLetter, Confirmed, Entered, address_letter, ask_for_verification, confirm_by_code, confirm_by_link,
    confirm_with_password,
};

pub(crate) use actor::view;
pub(crate) use admit::{admit, admit_program, let_in};
pub(crate) use breached::hash_chosen;
pub(crate) use guess::guess;
pub(crate) use manage::find;
pub(crate) use newcomer::Newcomer;
pub(crate) use verify::send_letter as ask_for_proof_of_address;
pub(crate) use ways_in::ways_in;
