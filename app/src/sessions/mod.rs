//! Where one is signed in.

mod api;
#[cfg(feature = "ssr")]
pub(crate) mod pages;

pub use api::{EndOtherSessions, EndSession, end_other_sessions, end_session};
