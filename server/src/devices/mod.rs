//! Devices: browsers with which members signed in, told apart by a cookie that says nothing else.
//!
//! A browser that is known for an account has guesses of its own there, so that nobody elsewhere can use up its member's;
//! and a sign-in with one that is not known is told to the member in a letter.

mod greet;
mod id;
mod known;
mod letters;

pub(crate) use greet::{greet, guest};
pub use id::DeviceId;
pub(crate) use known::{forget_all, forget_others, is_known, is_known_to};
