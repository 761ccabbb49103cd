use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::Timestamp;

/// Failures in a row after which a host is left alone.
const FAILURES: u32 = 5;
/// For how long, in seconds. After that one call tries it, and the others wait for how that goes.
const REST_SECONDS: i64 = 30;
/// Hosts that are remembered. Those that work are not.
const MOST: usize = 1000;

/// Leaves hosts alone that do not answer, so that nobody waits for them, call after call. Every process finds out for
/// itself. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Breaker(Arc<Mutex<HashMap<String, Trouble>>>);

#[derive(Clone, Copy, Debug, Default)]
struct Trouble {
    failures: u32,
    rests_until: Option<Timestamp>,
}

impl Breaker {
    /// Whether `host` may be called at this moment.
    pub(super) fn admits(&self, host: &str, now: Timestamp) -> bool {
        let mut hosts = self.hosts();
        let Some(trouble) = hosts.get_mut(host) else { return true };
        match trouble.rests_until {
            Some(until) if now < until => false,
            Some(_) => {
                trouble.rests_until = Some(now.plus_seconds(REST_SECONDS));
                true
            }
            None => true,
        }
    }

    /// It answered.
    pub(super) fn answered(&self, host: &str) {
        self.hosts().remove(host);
    }

    /// It did not.
    pub(super) fn failed(&self, host: &str, now: Timestamp) {
        let mut hosts = self.hosts();
        if hosts.len() >= MOST && !hosts.contains_key(host) {
            hosts.retain(|_, trouble| trouble.rests_until.is_some_and(|until| now < until));
        }
        let trouble = hosts.entry(host.to_owned()).or_default();
        trouble.failures += 1;
        if trouble.failures >= FAILURES {
            trouble.rests_until = Some(now.plus_seconds(REST_SECONDS));
        }
    }

    fn hosts(&self) -> MutexGuard<'_, HashMap<String, Trouble>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_seconds(seconds)
    }

    fn broken() -> Breaker {
        let breaker = Breaker::default();
        for _ in 0..FAILURES {
            assert!(breaker.admits("a", at(0)));
            breaker.failed("a", at(0));
        }
        breaker
    }

    #[test]
    fn who_fails_in_a_row_is_left_alone_and_nobody_else() {
        let breaker = broken();
        assert!(!breaker.admits("a", at(REST_SECONDS - 1)));
        assert!(breaker.admits("b", at(0)));
    }

    #[test]
    fn afterwards_one_call_tries_and_an_answer_lets_all_in_again() {
        let breaker = broken();
        assert!(breaker.admits("a", at(REST_SECONDS)));
        assert!(!breaker.admits("a", at(REST_SECONDS)), "one at a time");
        breaker.answered("a");
        assert!(breaker.admits("a", at(REST_SECONDS)) && breaker.admits("a", at(REST_SECONDS)));
    }

    #[test]
    fn an_answer_between_failures_ends_the_row() {
        let breaker = Breaker::default();
        for _ in 0..3 * FAILURES {
            breaker.failed("a", at(0));
            breaker.failed("a", at(0));
            breaker.answered("a");
        }
        assert!(breaker.admits("a", at(0)));
    }
}
