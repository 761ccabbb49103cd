use domain::Timestamp;

use crate::config::{Lifetime, SessionsConfig};

/// What a stranger typed is kept so long, in seconds.
const STRANGER_SECONDS: i64 = 24 * 60 * 60;
/// `seen_at` is this exact at most, in seconds; a write for every page would be a high price for more.
const SEEN_SECONDS: i64 = 10 * 60;

/// When sessions end.
#[derive(Clone, Debug)]
pub(super) struct Lifetimes(SessionsConfig);

/// Whose session it is, as far as its end depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nobody's: it carries a form from one page to the next.
    Stranger,
    /// A member's, until the browser is closed.
    Unremembered,
    /// A member's, on their own device.
    Remembered,
}

impl Kind {
    pub(super) const fn of(is_member: bool, is_remembered: bool) -> Self {
        match (is_member, is_remembered) {
            (false, _) => Self::Stranger,
            (true, false) => Self::Unremembered,
            (true, true) => Self::Remembered,
        }
    }
}

impl Lifetimes {
    pub(super) fn new(config: &SessionsConfig) -> Self {
        Self(config.clone())
    }

    /// When a session ends, however much it is used.
    pub(super) fn end(&self, kind: Kind, began: Timestamp) -> Timestamp {
        began.plus_seconds(self.of(kind).map_or(STRANGER_SECONDS, |lifetime| whole(lifetime.absolute)))
    }

    /// When a session ends that is used now and not again.
    pub(super) fn idle_end(&self, kind: Kind, now: Timestamp, end: Timestamp) -> Timestamp {
        self.of(kind).map_or(end, |lifetime| now.plus_seconds(whole(lifetime.idle)).min(end))
    }

    /// How much later a use has to be than the one noted before, to be noted: so little that it does not matter for the
    /// end.
    pub(super) fn note_after(&self, kind: Kind) -> i64 {
        self.of(kind).map_or(SEEN_SECONDS, |lifetime| SEEN_SECONDS.min(whole(lifetime.idle) / 20))
    }

    /// Whether a proof of who is there is still good for what is sensitive.
    pub(super) fn is_fresh(&self, proved_at: Timestamp, now: Timestamp) -> bool {
        now.seconds_since(proved_at) < whole(self.0.proof)
    }

    const fn of(&self, kind: Kind) -> Option<Lifetime> {
        match kind {
            Kind::Stranger => None,
            Kind::Unremembered => Some(self.0.unremembered),
            Kind::Remembered => Some(self.0.remembered),
        }
    }
}

fn whole(duration: std::time::Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX / 1000)
}
