//! Sessions: who is signed in, kept on the server under the digest of what the cookie says.
//!
//! A member's session ends when it is not used for a while, and after a longer while in any case; how long both are
//! depends on whether its member wanted to be remembered ([`SessionsConfig`](crate::config::SessionsConfig)). One in which
//! nobody is signed in (it carries the flash of a form) ends after a day. The id changes when somebody signs in, when they
//! prove once more who they are, and when they end their other sessions. One that began by a password, or anything else
//! that was looked at before the password changed, is nobody's from the change on, even if it is stored after it.

mod acting;
mod begin;
mod columns;
mod end;
mod lifetime;
mod list;
mod loaded;
mod room;
mod row;
mod settle;
mod store;

pub use begin::{begin, proved, viewer};
pub use end::{end, end_all, end_one, end_others, sign_out_others};
pub use list::list;
pub use room::has_room;
pub use settle::settle;
pub use store::SessionStore;

pub(crate) use acting::{act_as, stop_acting};
pub(crate) use begin::{acting_over, keep_with_password_of, password_that_counted, renew};

/// Keys of the session's data that this module gives a meaning to.
mod key {
    // These are columns of the row, too.

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

    // These are nobody else's business.

    /// When the password that counted as they signed in was chosen.
    pub(super) const PASSWORD_CHANGED_AT: &str = "password_changed_at";

    // These last as long as one request and are never stored.

    /// The member as they are now. Put in by every load.
    pub(super) const ACTOR: &str = "actor";
    /// The session as it was when it was loaded. Put in by every load.
    pub(super) const LOADED: &str = "loaded";
    /// Says that the session is to get a new id.
    pub(super) const ROTATE: &str = "rotate";
    /// The new id, which the row has already.
    pub(super) const MOVED: &str = "moved";
    /// All of those that are never stored.
    pub(super) const OF_ONE_REQUEST: [&str; 4] = [ACTOR, LOADED, ROTATE, MOVED];
}
