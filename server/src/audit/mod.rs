//! The record of security events: who did what to whose account, from where, when.

mod chain;
mod checkpoint;
mod csv;
mod read;
mod record;
mod verify;

pub use checkpoint::Checkpoint;
pub use csv::csv;
pub use read::{latest_about, page};
pub use record::{Entry, record, record_alone};
pub use verify::{Fault, Verdict, verify};
