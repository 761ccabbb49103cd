//! Invitations: somebody is asked by mail to join with a role, or to take one.
//!
//! Nobody invites to more than they may do themselves, neither when they write nor when the letter is answered: an
//! invitation is worth what its inviter is worth at that moment.

mod accept;
mod invite;
mod letter;
mod list;
mod look;
mod resend;
mod revoke;
mod token;

pub use accept::{accept, join};
pub use invite::invite;
pub use list::list;
pub use look::look;
pub use resend::resend;
pub use revoke::revoke;
