//! The record of security events: who did what to whose account, from where, when.

mod chain;
mod record;
mod verify;

pub use record::{Entry, record, record_alone};
pub use verify::{Fault, Verdict, verify};
