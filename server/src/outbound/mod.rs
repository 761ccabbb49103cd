//! Calls to other servers: every one of them goes through one client, which is quick to give up and hard to lead astray.

mod client;
mod failure;

pub use client::{Client, allowed};
pub use failure::{Failure, Reason};
