//! The record of security events: who did what to whose account, from where, when.

mod record;

pub use record::{Entry, record};
