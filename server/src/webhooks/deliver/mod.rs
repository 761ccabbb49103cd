//! Sends what waits. Any number of processes may do so at once.

mod backoff;
mod claim;
mod disable;
mod due;
mod send;
mod settle;
mod turn;

use tokio::{sync::watch, task::JoinSet};
use uuid::Uuid;

use crate::{AppState, Error, Result};

/// Webhooks that are sent messages at the same time, so that one that is slow does not hold up the others.
const AT_ONCE: usize = 8;

/// What became of the messages that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// They were accepted.
    pub delivered: u32,
    /// They will be tried again.
    pub put_off: u32,
    /// They were given up.
    pub failed: u32,
}

impl Delivered {
    fn add(&mut self, other: Self) {
        self.delivered += other.delivered;
        self.put_off += other.put_off;
        self.failed += other.failed;
    }
}

/// Sends every message that is due.
///
/// # Errors
/// If the database does not answer; a message that is not accepted is no error.
pub async fn deliver_due(app: &AppState) -> Result<Delivered> {
    let (_go_on, stop) = watch::channel(false);
    deliver_while(app, &stop).await
}

/// The same, until `stop` says so; the messages in hand are finished.
pub(crate) async fn deliver_while(app: &AppState, stop: &watch::Receiver<bool>) -> Result<Delivered> {
    let mut delivered = Delivered::default();
    claim::give_back_abandoned(app).await?;
    while !*stop.borrow() {
        let round = round(app, stop, due::webhooks(app).await?).await?;
        delivered.add(round);
        // Whatever is still due is in the hands of another process.
        if round == Delivered::default() {
            break;
        }
    }
    Ok(delivered)
}

/// Gives each webhook its turn. One whose turn fails does not take the turns of the others.
async fn round(app: &AppState, stop: &watch::Receiver<bool>, webhooks: Vec<Uuid>) -> Result<Delivered> {
    let mut delivered = Delivered::default();
    let mut waiting = webhooks.into_iter();
    let mut turns = JoinSet::new();
    let mut failure = None;
    loop {
        while turns.len() < AT_ONCE
            && let Some(webhook) = waiting.next()
        {
            let (app, stop) = (app.clone(), stop.clone());
            turns.spawn(async move { turn::turn(&app, &stop, webhook).await });
        }
        match turns.join_next().await {
            None => return failure.map_or(Ok(delivered), Err),
            Some(turn) => match turn.map_err(|error| Error::Internal(error.into())).flatten() {
                Ok(more) => delivered.add(more),
                Err(error) => failure = Some(error),
            },
        }
    }
}
