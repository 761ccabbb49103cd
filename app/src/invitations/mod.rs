//! Accepting an invitation. Sending them is in `admin`.

mod api;
#[cfg(feature = "ssr")]
pub(crate) mod pages;

pub use api::{AcceptInvitation, JoinByInvitation, accept_invitation, join_by_invitation};
