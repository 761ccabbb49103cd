//! What happens without anybody asking: letters leave, webhooks are told, and what is due from time to time is done.
//!
//! Every process runs one worker; the database decides who does what.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};

use crate::{AppState, Error, Result, accounts, outbox, webhooks};

/// How often the worker looks for what other processes wrote, and for what is due again.
const POLL: Duration = Duration::from_secs(5);
/// How long a transaction that has just written something to send usually takes to be committed. The second look is for
/// slow ones.
const COMMITTED_AFTER: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(500)];
/// How often accounts whose grace is over are deleted, and old rows forgotten.
const CHORES: Duration = Duration::from_secs(60 * 60);

/// Works until `stop` says so; then finishes what is in hand. Letters do not wait for slow webhooks.
pub async fn work(app: AppState, stop: watch::Receiver<bool>) {
    tokio::join!(letters(&app, stop.clone()), messages(&app, stop));
}

async fn letters(app: &AppState, mut stop: watch::Receiver<bool>) {
    let mut chores_done: Option<Instant> = None;
    while !*stop.borrow() {
        if chores_done.is_none_or(|at| at.elapsed() >= CHORES) {
            chores_done = Some(Instant::now());
            chores(app).await;
        }
        let Some(waits) = woken(&mut stop, &app.outbox).await else { return };
        for wait in waits {
            sleep(*wait).await;
            tell("Letters could not be sent", outbox::deliver_while(app, &|| !*stop.borrow()).await);
        }
    }
}

async fn messages(app: &AppState, mut stop: watch::Receiver<bool>) {
    while let Some(waits) = woken(&mut stop, &app.webhooks).await {
        for wait in waits {
            sleep(*wait).await;
            tell("Webhooks could not be told", webhooks::deliver_while(app, &stop).await);
        }
    }
}

/// Waits until there may be something to send, and answers when to look. `None` when it is time to stop.
async fn woken(stop: &mut watch::Receiver<bool>, wake: &outbox::Wake) -> Option<&'static [Duration]> {
    if *stop.borrow() {
        return None;
    }
    let was_rung = tokio::select! {
        _ = stop.changed() => return None,
        rung = timeout(POLL, wake.rung()) => rung.is_ok(),
    };
    Some(if was_rung { &COMMITTED_AFTER } else { &[Duration::ZERO] })
}

async fn chores(app: &AppState) {
    tell("Accounts could not be deleted", accounts::delete_due(app).await);
    tell("Old rows of the outbox could not be deleted", outbox::tidy(app).await);
    tell("Old messages of webhooks could not be deleted", webhooks::prune(app).await);
}

/// A database that is away comes back; the worker is still there then.
fn tell<T>(what: &'static str, outcome: Result<T>) {
    match outcome {
        Ok(_) => {}
        Err(Error::Internal(error)) => tracing::error!(error = crate::chain(&error), "{what}"),
        Err(Error::Problem(problem)) => tracing::error!(problem = problem.code(), "{what}"),
    }
}
