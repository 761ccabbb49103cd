//! Asking somebody by mail to join with a role.

mod forms;
mod view;

pub use forms::{InvitationForm, JoinForm};
pub use view::{Guest, InvitationRow, InvitationView};

/// How long an invitation is good for, in seconds: seven days.
pub const LIFETIME_SECONDS: i64 = 7 * 24 * 60 * 60;
