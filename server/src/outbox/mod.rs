//! What is to be done outside of the database, done after the transaction that asked for it was committed.
//!
//! **At most once.** A row is claimed by one process before it is worked on. If that process dies in the middle, nobody
//! knows whether the letter left, and it is not sent again: a letter that is lost is asked for again by whoever waits for
//! it, while one that comes twice, with a code that the first use has spent, confuses everybody.

mod backoff;
mod claim;
mod deliver;
mod health;
mod settle;
mod tidy;
mod wake;

pub use deliver::{Delivered, deliver_due};
pub use health::{Health, health};
pub use wake::Wake;

pub(crate) use deliver::deliver_while;
pub(crate) use tidy::tidy;

/// The states of a row.
mod state {
    /// To be done when it is due.
    pub(super) const WAITING: &str = "waiting";
    /// A process is at it.
    pub(super) const UNDER_WAY: &str = "under_way";
    /// Done.
    pub(super) const DONE: &str = "done";
    /// Given up.
    pub(super) const FAILED: &str = "failed";
}
