//! Sessions: who is signed in, kept on the server under the digest of what the cookie says.
//!
//! A session lives for [`LIFETIME_DAYS`] from its beginning, whatever happens in it; one in which nobody is signed in
//! (it carries the flash of a form) for a day. Its id changes when somebody signs in.

mod begin;
mod room;
mod store;

pub use begin::{begin, end, end_all, proved, viewer};
pub use room::has_room;
pub use store::SessionStore;

pub(crate) use begin::renew;

/// How long somebody stays signed in, in days.
pub const LIFETIME_DAYS: i64 = 30;

/// Keys of the session's data that this module gives a meaning to. Those above `ACTOR` are columns of the row.
mod key {
    /// Who is signed in.
    pub(super) const MEMBER: &str = "member";
    /// Where the session began.
    pub(super) const ADDRESS: &str = "address";
    /// With which browser.
    pub(super) const AGENT: &str = "agent";
    /// Whether it outlives the browser.
    pub(super) const REMEMBERED: &str = "remembered";
    /// How the member proved who they are.
    pub(super) const LEVEL: &str = "level";
    /// When they last did, in milliseconds since the Unix epoch.
    pub(super) const PROVED_AT: &str = "proved_at";
    /// The member as they are now. Put in by every load and never stored.
    pub(super) const ACTOR: &str = "actor";
}
