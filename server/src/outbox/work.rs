use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};

use super::{deliver::deliver_while, tidy::tidy};
use crate::{AppState, Error, Result};

/// How often the worker looks for letters that other processes wrote, and for those that are due again.
const POLL: Duration = Duration::from_secs(5);
/// How long a transaction that has just written a letter usually takes to be committed. The second look is for slow ones.
const COMMITTED_AFTER: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(500)];
/// How often old rows are forgotten.
const TIDY: Duration = Duration::from_secs(60 * 60);

/// Sends letters and does what is due from time to time, until `stop` says so; then finishes the letter in hand.
pub async fn work(app: AppState, mut stop: watch::Receiver<bool>) {
    let mut tidied: Option<Instant> = None;
    while !*stop.borrow() {
        let was_rung = tokio::select! {
            _ = stop.changed() => break,
            rung = timeout(POLL, app.outbox.rung()) => rung.is_ok(),
        };
        let waits = if was_rung { &COMMITTED_AFTER[..] } else { &[Duration::ZERO] };
        for wait in waits {
            sleep(*wait).await;
            told("Letters could not be sent", deliver_while(&app, &|| !*stop.borrow()).await.map(|_| ()));
        }
        if tidied.is_none_or(|at| at.elapsed() >= TIDY) {
            tidied = Some(Instant::now());
            told("Old rows of the outbox could not be deleted", tidy(&app).await);
        }
    }
}

/// A database that is away comes back; the worker is still there then.
fn told(what: &'static str, outcome: Result<()>) {
    match outcome {
        Ok(()) => {}
        Err(Error::Internal(error)) => tracing::error!(error = crate::chain(&error), "{what}"),
        Err(Error::Problem(problem)) => tracing::error!(problem = problem.code(), "{what}"),
    }
}
