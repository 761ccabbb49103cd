use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// Counts calls since the process began. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    calls: AtomicU64,
    silent: AtomicU64,
    retried: AtomicU64,
    left_alone: AtomicU64,
    forbidden: AtomicU64,
}

/// How calls to other servers went since the process began, for whoever watches it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Requests that were sent, repeated ones each by itself.
    pub calls: u64,
    /// Of these, those without an answer, or whose answer says that the server is out of order.
    pub silent: u64,
    /// Repeated requests.
    pub retried: u64,
    /// Requests that were not sent, because the host had not answered lately.
    pub left_alone: u64,
    /// Requests that were not sent, because the address is none that is called.
    pub forbidden: u64,
}

impl Counters {
    pub(super) fn call(&self) {
        self.0.calls.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn silent(&self) {
        self.0.silent.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn retry(&self) {
        self.0.retried.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn left_alone(&self) {
        self.0.left_alone.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn forbidden(&self) {
        self.0.forbidden.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn counted(&self) -> Counted {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Counted {
            calls: read(&self.0.calls),
            silent: read(&self.0.silent),
            retried: read(&self.0.retried),
            left_alone: read(&self.0.left_alone),
            forbidden: read(&self.0.forbidden),
        }
    }
}
