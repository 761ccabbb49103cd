//! How often somebody may ask, counted in the memory of this process: a request must cost no statement. What guards
//! passwords and letters is counted in the database instead, see [`crate::throttle`].

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::Timestamp;

use crate::config::Limit;

/// More who asked than this, and those are forgotten whose allowance is whole again.
const CROWDED: usize = 10_000;

/// The allowances of everybody who asked lately. An allowance is used up by a burst and comes back evenly over the window
/// (the generic cell rate algorithm), so nobody has to wait for a whole window to end.
#[derive(Clone, Debug, Default)]
pub struct RateLimiter(Arc<Mutex<HashMap<Key, Millis>>>);

/// A digest of who asks.
type Key = [u8; 32];

/// When the allowance will be whole again.
type Millis = i64;

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spent {
    /// It may go on.
    Within {
        /// Requests that may follow at once.
        left: u64,
        /// Seconds until the allowance is whole again.
        reset: u64,
    },
    /// It is one too many.
    TooOften {
        /// Seconds until one may follow.
        retry_after: u64,
    },
}

impl RateLimiter {
    /// Spends one request of an allowance.
    pub(super) fn spend(&self, key: Key, limit: Limit, now: Timestamp) -> Spent {
        let window = i64::try_from(limit.window.as_millis()).unwrap_or(i64::MAX).max(1);
        let cost = (window / i64::from(limit.attempts).max(1)).max(1);
        let now = now.millis();
        let mut whole_at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if whole_at.len() > CROWDED {
            whole_at.retain(|_, at| *at > now);
        }
        let at = whole_at.get(&key).map_or(now, |at| (*at).max(now)) + cost;
        if at - now > window {
            return Spent::TooOften { retry_after: seconds(at - now - window) };
        }
        whole_at.insert(key, at);
        let left = u64::try_from((window - (at - now)) / cost).unwrap_or(0);
        Spent::Within { left, reset: seconds(at - now) }
    }
}

/// Whole seconds, rounded up.
fn seconds(millis: i64) -> u64 {
    u64::try_from(millis).unwrap_or(0).div_ceil(1000)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const LIMIT: Limit = Limit { attempts: 3, window: Duration::from_secs(60) };

    #[test]
    fn a_burst_is_allowed_and_comes_back_evenly() {
        let limiter = RateLimiter::default();
        let start = Timestamp::from_millis(1_760_000_000_000);
        let spend = |after: i64| limiter.spend([1; 32], LIMIT, start.plus_seconds(after));
        assert_eq!(spend(0), Spent::Within { left: 2, reset: 20 });
        assert_eq!(spend(0), Spent::Within { left: 1, reset: 40 });
        assert_eq!(spend(0), Spent::Within { left: 0, reset: 60 });
        assert_eq!(spend(0), Spent::TooOften { retry_after: 20 });
        assert_eq!(spend(19), Spent::TooOften { retry_after: 1 }, "what is refused costs nothing");
        assert_eq!(spend(20), Spent::Within { left: 0, reset: 60 });
        assert_eq!(spend(80), Spent::Within { left: 2, reset: 20 });
        assert_eq!(limiter.spend([2; 32], LIMIT, start), Spent::Within { left: 2, reset: 20 }, "each on their own");
    }

    #[test]
    fn a_crowd_is_forgotten_once_its_allowance_is_whole() {
        let limiter = RateLimiter::default();
        let start = Timestamp::from_millis(1_760_000_000_000);
        for number in 0..=u32::try_from(CROWDED).unwrap() {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_le_bytes());
            limiter.spend(key, LIMIT, start);
        }
        limiter.spend([9; 32], LIMIT, start.plus_seconds(60));
        assert_eq!(limiter.0.lock().unwrap().len(), 1);
    }
}
