use http::Response;
use url::Url;

use super::{
    Counted, Failure, Reason,
    breaker::Breaker,
    client::{failure, host_of},
    counters::Counters,
};
use crate::{clock::Clock, ids::Ids};

/// What all calls of a process have in common: who does not answer, and how often what happened. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Line {
    breaker: Breaker,
    counters: Counters,
    clock: Clock,
    ids: Ids,
}

impl Line {
    pub(super) fn new(clock: &Clock, ids: &Ids) -> Self {
        Self { breaker: Breaker::default(), counters: Counters::default(), clock: clock.clone(), ids: ids.clone() }
    }

    /// Runs a call, unless the host is left alone for the moment, and remembers how it went.
    pub(super) async fn call<T: Answered>(
        &self,
        url: &Url,
        call: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let host = host_of(url);
        if !self.breaker.admits(&host, self.clock.now()) {
            self.counters.left_alone();
            return Err(failure(url, Reason::LeftAlone));
        }
        self.counters.call();
        let outcome = call.await;
        if is_down(&outcome) {
            self.counters.silent();
            self.breaker.failed(&host, self.clock.now());
        } else {
            self.breaker.answered(&host);
        }
        outcome
    }

    /// An address that is not called.
    pub(super) fn forbidden(&self, url: &Url, reason: Reason) -> Failure {
        self.counters.forbidden();
        failure(url, reason)
    }

    /// A call is made once more.
    pub(super) fn retry(&self, url: &Url, tries: u32) {
        self.counters.retry();
        tracing::debug!(host = host_of(url), tries, "Calls another server once more");
    }

    pub(super) fn dice(&self) -> u64 {
        u64::from_le_bytes(self.ids.secret())
    }

    pub(super) fn counted(&self) -> Counted {
        self.counters.counted()
    }
}

/// What has the status of an answer.
pub(super) trait Answered {
    fn status(&self) -> u16;
}

impl Answered for Response<Vec<u8>> {
    fn status(&self) -> u16 {
        self.status().as_u16()
    }
}

/// Whether the other server is not there at all: silence, or somebody in front of it who says so.
pub(super) fn is_down<T: Answered>(outcome: &Result<T, Failure>) -> bool {
    match outcome {
        Ok(answer) => matches!(answer.status(), 502..=504),
        Err(failure) => matches!(failure.reason, Reason::Silent(_)),
    }
}
