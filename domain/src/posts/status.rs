use serde::{Deserialize, Serialize};

use crate::{Problem, Timestamp};

/// Where a post stands. What is not [`Status::Published`] never becomes a [`super::PublishedPost`], the only thing that
/// public pages can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// Seen by its authors and by editors only.
    Draft {
        /// When it was first published, if it ever was: publishing again keeps that date.
        first_published_at: Option<Timestamp>,
    },
    /// Seen by everyone.
    Published {
        /// Since when, which is also the date readers see.
        at: Timestamp,
    },
    /// In the bin; can be restored to what it was.
    Deleted {
        /// When it was deleted.
        at: Timestamp,
        /// When it was first published, if it ever was.
        first_published_at: Option<Timestamp>,
        /// Whether it was published when it was deleted.
        was_published: bool,
    },
}

/// Proof that a post is published, and since when. Only [`Status::publication`] gives one, and what public pages show
/// cannot be made without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Publication(Timestamp);

impl Publication {
    /// The date readers see.
    #[must_use]
    pub const fn at(self) -> Timestamp {
        self.0
    }
}

/// What can be done to a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Show to everyone.
    Publish,
    /// Take back to a draft.
    Unpublish,
    /// Put into the bin.
    Delete,
    /// Take out of the bin, as it was.
    Restore,
}

impl Status {
    /// The status after `step`.
    ///
    /// # Errors
    /// [`Problem::IllegalMove`] where the step makes no sense from here.
    pub const fn after(self, step: Move, now: Timestamp) -> Result<Self, Problem> {
        match (step, self) {
            (Move::Publish, Self::Draft { first_published_at }) => Ok(Self::Published {
                at: match first_published_at {
                    Some(at) => at,
                    None => now,
                },
            }),
            (Move::Unpublish, Self::Published { at }) => Ok(Self::Draft { first_published_at: Some(at) }),
            (Move::Delete, Self::Draft { first_published_at }) => {
                Ok(Self::Deleted { at: now, first_published_at, was_published: false })
            }
            (Move::Delete, Self::Published { at }) => {
                Ok(Self::Deleted { at: now, first_published_at: Some(at), was_published: true })
            }
            (Move::Restore, Self::Deleted { first_published_at: Some(at), was_published: true, .. }) => {
                Ok(Self::Published { at })
            }
            (Move::Restore, Self::Deleted { first_published_at, .. }) => Ok(Self::Draft { first_published_at }),
            _ => Err(Problem::IllegalMove),
        }
    }

    /// The proof that this status is published; `None` for any other.
    #[must_use]
    pub const fn publication(self) -> Option<Publication> {
        match self {
            Self::Published { at } => Some(Publication(at)),
            Self::Draft { .. } | Self::Deleted { .. } => None,
        }
    }

    /// Whether the step is legal from here.
    #[must_use]
    pub fn allows(self, step: Move) -> bool {
        self.after(step, Timestamp::from_millis_unclamped(0)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis_unclamped(1_000);
    const LATER: Timestamp = Timestamp::from_millis_unclamped(2_000);

    #[test]
    fn publishing_again_keeps_the_first_date() {
        let draft = Status::Draft { first_published_at: None };
        let published = draft.after(Move::Publish, NOW).unwrap();
        let again = published.after(Move::Unpublish, LATER).unwrap().after(Move::Publish, LATER).unwrap();
        assert_eq!(again, Status::Published { at: NOW });
    }

    #[test]
    fn restoring_undoes_deleting() {
        for status in [
            Status::Draft { first_published_at: None },
            Status::Draft { first_published_at: Some(NOW) },
            Status::Published { at: NOW },
        ] {
            assert_eq!(status.after(Move::Delete, LATER).unwrap().after(Move::Restore, LATER), Ok(status));
        }
    }

    #[test]
    fn only_what_is_published_proves_it() {
        let draft = Status::Draft { first_published_at: Some(NOW) };
        assert_eq!(Status::Published { at: NOW }.publication().map(Publication::at), Some(NOW));
        assert_eq!(draft.publication(), None);
        assert_eq!(Status::Published { at: NOW }.after(Move::Delete, LATER).unwrap().publication(), None);
    }

    #[test]
    fn senseless_moves_are_refused() {
        let draft = Status::Draft { first_published_at: None };
        let published = Status::Published { at: NOW };
        let deleted = draft.after(Move::Delete, NOW).unwrap();
        for (status, step) in [
            (draft, Move::Unpublish),
            (draft, Move::Restore),
            (published, Move::Publish),
            (published, Move::Restore),
            (deleted, Move::Publish),
            (deleted, Move::Unpublish),
            (deleted, Move::Delete),
        ] {
            assert_eq!(status.after(step, NOW), Err(Problem::IllegalMove), "{status:?} {step:?}");
            assert!(!status.allows(step));
        }
    }
}
