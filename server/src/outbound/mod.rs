//! Calls to other servers: every one of them goes through one client, which is quick to give up and hard to lead astray.

mod breaker;
mod client;
mod counters;
mod failure;
mod guard;
mod guarded;
mod line;
mod names;
mod retry;

pub use client::{Client, allowed};
pub use counters::Counted;
pub use failure::{Failure, Reason};
pub use guarded::{Answer, Bounds};
pub use names::{Names, Told};
