//! Accounts: joining, signing in and out, and what the command line does with members.

mod actor;
mod admit;
mod argon;
pub mod confirm;
mod deletion;
mod export;
mod guess;
mod hasher;
mod manage;
mod newcomer;
pub mod proofs;
mod read;
mod sign_in;
mod sign_out;
mod sign_up;
mod ways_in;

pub use actor::actor;
pub use admit::{Admitted, Entrance, Way};
pub use deletion::{Indispensable, ask_deletion, delete_due, indispensable, keep_account};
pub use export::{Export, export};
pub use hasher::PasswordHasher;
pub use manage::{create_member, set_password, set_role};
pub use read::{account, list_members};
pub use sign_in::sign_in;
pub use sign_out::sign_out;
pub use sign_up::sign_up;

pub(crate) use actor::view;
pub(crate) use admit::{admit, admit_program, let_in};
pub(crate) use guess::guess;
pub(crate) use manage::find;
pub(crate) use newcomer::Newcomer;
pub(crate) use ways_in::ways_in;
