//! Where ids and secrets come from. Everything that needs one takes it from [`AppState::ids`](crate::AppState).

use uuid::Uuid;

use crate::clock::Clock;

/// Makes ids that sort by time, and secrets that nobody guesses.
#[derive(Clone, Debug)]
pub struct Ids {
    clock: Clock,
}

impl Ids {
    /// Ids stamped by `clock`.
    #[must_use]
    pub const fn new(clock: Clock) -> Self {
        Self { clock }
    }

    /// A UUID of version 7 (RFC 9562 section 5.7): younger ones sort behind older ones.
    #[must_use]
    pub fn uuid(&self) -> Uuid {
        let millis = u64::try_from(self.clock.now().millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.secret::<10>()).into_uuid()
    }

    /// Random bytes from the operating system.
    ///
    /// # Panics
    /// If the operating system has no randomness to give, in which case nothing secret can be made at all.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks for randomness")]
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).expect("the operating system gives randomness");
        bytes
    }
}
