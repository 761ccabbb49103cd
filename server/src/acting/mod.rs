//! Acting as a member: an admin sees for half an hour what the member sees, by their leave or to help them.
//!
//! The session stays the admin's. Whom it acts as is asked anew with every request (`sessions::acting`); what is done
//! meanwhile is recorded as done by the admin, and nothing that takes the member's own hands can be done at all.

mod begin;
mod end;

pub use begin::{MINUTES, begin};
pub use end::stop;

pub(crate) use end::{note_end, stop_because};
