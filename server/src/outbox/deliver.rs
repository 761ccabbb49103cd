use anyhow::anyhow;
use domain::Timestamp;

use super::{claim, settle};
use crate::{
    AppState, Result,
    entities::outbox,
    mail::{Letter, Message, Undelivered},
};

/// What became of the letters that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// They left.
    pub sent: u32,
    /// They will be tried again.
    pub put_off: u32,
    /// They were given up.
    pub failed: u32,
}

/// Sends every letter that is due. Any number of processes may do so at once.
///
/// # Errors
/// If the database does not answer; a letter that does not leave is no error.
pub async fn deliver_due(app: &AppState) -> Result<Delivered> {
    deliver_while(app, &|| true).await
}

/// The same, until `go_on` says no; the letter in hand is finished.
pub(crate) async fn deliver_while(app: &AppState, go_on: &(dyn Fn() -> bool + Sync)) -> Result<Delivered> {
    let mut delivered = Delivered::default();
    settle::give_up_abandoned(app).await?;
    loop {
        let due = claim::due(app).await?;
        if due.is_empty() {
            return Ok(delivered);
        }
        for id in due {
            if !go_on() {
                return Ok(delivered);
            }
            if let Some(row) = claim::claim(app, id).await? {
                deliver(app, row, &mut delivered).await?;
            }
        }
    }
}

async fn deliver(app: &AppState, row: outbox::Model, delivered: &mut Delivered) -> Result<()> {
    match send(app, &row).await {
        Ok(()) => {
            delivered.sent += 1;
            settle::done(app, &row).await
        }
        Err(Undelivered::Later(reason)) if row.attempts < super::backoff::LONGEST_TRIED => {
            delivered.put_off += 1;
            settle::put_off(app, &row, &reason).await
        }
        Err(Undelivered::Later(reason) | Undelivered::Refused(reason) | Undelivered::Unknown(reason)) => {
            delivered.failed += 1;
            settle::failed(app, &row, &reason).await
        }
    }
}

async fn send(app: &AppState, row: &outbox::Model) -> Result<(), Undelivered> {
    let letter = read(row).map_err(|error| Undelivered::Refused(crate::chain(&error)))?;
    let written_at = Timestamp::from_millis(row.created_at);
    let message = Message::new(&app.config.mail, &app.site, (row.id, written_at), letter)?;
    app.mail.deliver(message).await
}

/// What is to be done. There are only letters so far.
fn read(row: &outbox::Model) -> anyhow::Result<Letter> {
    if row.kind != "letter" {
        return Err(anyhow!("nobody knows how to do {:?}", row.kind));
    }
    serde_json::from_str(&row.payload).map_err(|_| anyhow!("the letter cannot be read"))
}
