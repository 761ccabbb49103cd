use crate::{Timestamp, id::SessionHandle};

/// One place where a member is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// What to end it by; nothing for one that began before there were handles, until it is used again.
    pub handle: Option<SessionHandle>,
    /// Browser and system: `Firefox on Linux`.
    pub device: String,
    /// The network that it began in.
    pub place: String,
    /// How its member signed in, as the session keeps it: `password`.
    pub way: String,
    /// Since when.
    pub began_at: Timestamp,
    /// When it was used last, to within ten minutes.
    pub seen_at: Timestamp,
    /// Whether it outlives the browser.
    pub is_remembered: bool,
    /// Whether it is the one that asks.
    pub is_present: bool,
}

/// Where a member is signed in, used last first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionList {
    /// The sessions, the present one first.
    pub sessions: Vec<SessionView>,
    /// Whether there are more than are listed.
    pub is_cut: bool,
}
