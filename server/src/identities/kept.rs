use std::sync::Arc;

use domain::Timestamp;
use tokio::sync::Mutex;

use super::trouble::Trouble;
use crate::clock::Clock;

/// How long a fetch that failed speaks for the next ones, in seconds: whoever waited for it is told so at once, instead of
/// waiting for one of their own.
const FAILURE_SECONDS: i64 = 5;

/// Something of another server that is fetched when needed and then kept. There is one fetch at a time, however many need
/// it.
#[derive(Debug)]
pub(super) struct Kept<T>(Mutex<Option<State<T>>>);

#[derive(Debug)]
enum State<T> {
    Fetched { at: Timestamp, value: Arc<T> },
    Failed { at: Timestamp, last: Option<(Timestamp, Arc<T>)> },
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    /// The thing as it was at most so many seconds ago; `fetch` is run only if nothing so recent is there.
    pub(super) async fn at_most_old(
        &self,
        clock: &Clock,
        seconds: i64,
        fetch: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<Arc<T>, Trouble> {
        let mut state = self.0.lock().await;
        let age = |at: Timestamp| clock.now().seconds_since(at);
        let last = match state.as_ref() {
            Some(State::Fetched { at, value }) if age(*at) < seconds => return Ok(Arc::clone(value)),
            Some(State::Failed { last: Some((at, value)), .. }) if age(*at) < seconds => return Ok(Arc::clone(value)),
            Some(State::Failed { at, .. }) if age(*at) < FAILURE_SECONDS => {
                return Err(Trouble::Silent(anyhow::anyhow!("it failed to answer just now")));
            }
            Some(State::Fetched { at, value }) => Some((*at, Arc::clone(value))),
            Some(State::Failed { last, .. }) => last.clone(),
            None => None,
        };
        match fetch.await {
            Ok(value) => {
                let value = Arc::new(value);
                *state = Some(State::Fetched { at: clock.now(), value: Arc::clone(&value) });
                Ok(value)
            }
            Err(trouble) => {
                *state = Some(State::Failed { at: clock.now(), last });
                Err(trouble)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    struct Source {
        clock: Clock,
        kept: Kept<u32>,
        fetched: AtomicU32,
    }

    impl Source {
        fn new() -> Self {
            Self { clock: Clock::fixed(Timestamp::from_millis(0)), kept: Kept::default(), fetched: AtomicU32::new(0) }
        }

        async fn good(&self, seconds: i64) -> Option<u32> {
            let fetch = async {
                tokio::task::yield_now().await;
                Ok(self.fetched.fetch_add(1, Ordering::Relaxed) + 1)
            };
            self.kept.at_most_old(&self.clock, seconds, fetch).await.ok().map(|value| *value)
        }

        async fn bad(&self, seconds: i64) -> Option<u32> {
            let fetch = async {
                self.fetched.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Err(Trouble::Spent)
            };
            self.kept.at_most_old(&self.clock, seconds, fetch).await.ok().map(|value| *value)
        }
    }

    #[tokio::test]
    async fn is_fetched_again_only_when_too_old() {
        let source = Source::new();
        assert_eq!((source.good(60).await, source.good(60).await), (Some(1), Some(1)));
        source.clock.advance_seconds(59);
        assert_eq!(source.good(60).await, Some(1));
        source.clock.advance_seconds(1);
        assert_eq!(source.good(60).await, Some(2));
    }

    #[tokio::test]
    async fn many_at_once_make_one_fetch() {
        let source = Source::new();
        let got = tokio::join!(source.good(60), source.good(60), source.good(60));
        assert_eq!(got, (Some(1), Some(1), Some(1)));
    }

    #[tokio::test]
    async fn many_at_once_wait_for_one_failure() {
        let source = Source::new();
        assert_eq!(tokio::join!(source.bad(60), source.bad(60), source.bad(60)), (None, None, None));
        assert_eq!(source.fetched.load(Ordering::Relaxed), 1);
        source.clock.advance_seconds(FAILURE_SECONDS);
        assert_eq!(source.good(60).await, Some(2));
    }

    #[tokio::test]
    async fn a_failure_does_not_spoil_what_is_recent_enough() {
        let source = Source::new();
        source.good(60).await;
        source.clock.advance_seconds(60);
        assert_eq!(source.bad(60).await, None);
        assert_eq!(source.good(3600).await, Some(1));
    }
}
