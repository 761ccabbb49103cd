//! What happens without anybody asking: letters leave, and what is due from time to time is done.
//!
//! Every process runs one worker; the database decides who does what.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};

use crate::{AppState, Error, Result, accounts, outbox};

/// How often the worker looks for letters that other processes wrote, and for those that are due again.
const POLL: Duration = Duration::from_secs(5);
/// How long a transaction that has just written a letter usually takes to be committed. The second look is for slow ones.
const COMMITTED_AFTER: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(500)];
/// How often accounts whose grace is over are deleted, and old rows forgotten.
const CHORES: Duration = Duration::from_secs(60 * 60);

/// Works until `stop` says so; then finishes the letter in hand.
pub async fn work(app: AppState, mut stop: watch::Receiver<bool>) {
    let mut chores_done: Option<Instant> = None;
    while !*stop.borrow() {
        if chores_done.is_none_or(|at| at.elapsed() >= CHORES) {
            chores_done = Some(Instant::now());
            chores(&app).await;
        }
        let was_rung = tokio::select! {
            _ = stop.changed() => return,
            rung = timeout(POLL, app.outbox.rung()) => rung.is_ok(),
        };
        let waits = if was_rung { &COMMITTED_AFTER[..] } else { &[Duration::ZERO] };
        for wait in waits {
            sleep(*wait).await;
            tell("Letters could not be sent", outbox::deliver_while(&app, &|| !*stop.borrow()).await);
        }
    }
}

async fn chores(app: &AppState) {
    tell("Accounts could not be deleted", accounts::delete_due(app).await);
    tell("Old rows of the outbox could not be deleted", outbox::tidy(app).await);
}

/// A database that is away comes back; the worker is still there then.
fn tell<T>(what: &'static str, outcome: Result<T>) {
    match outcome {
        Ok(_) => {}
        Err(Error::Internal(error)) => tracing::error!(error = crate::chain(&error), "{what}"),
        Err(Error::Problem(problem)) => tracing::error!(problem = problem.code(), "{what}"),
    }
}
