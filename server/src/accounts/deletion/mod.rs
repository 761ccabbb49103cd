//! The end of an account, which its member asks for: announced by letter, taken back at any time for some days, and then
//! carried out by the worker.
//!
//! What others built upon stays: published posts keep their byline, comments stay under "A former member". What only the
//! member knew goes: the account with everything that hangs on it, and drafts that nobody else writes.

mod ask;
mod finish;
mod indispensable;
mod keep;
mod letters;

pub use ask::ask_deletion;
pub use finish::delete_due;
pub use indispensable::{Indispensable, indispensable};
pub use keep::keep_account;
