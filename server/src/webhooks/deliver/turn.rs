use std::time::Duration;

use sea_orm::EntityTrait;
use tokio::{sync::watch, time::Instant};
use uuid::Uuid;

use super::{
    Delivered,
    claim::claim,
    due,
    send::{Outcome, send},
    settle,
};
use crate::{AppState, Result, database::retrying, entities::webhook, webhooks::state};

/// How long a turn lasts at most, but for the message in hand.
const LONGEST: Duration = Duration::from_secs(5);

/// Sends one webhook some of what is due, one message after the other, until one is not accepted.
pub(super) async fn turn(app: &AppState, stop: &watch::Receiver<bool>, id: Uuid) -> Result<Delivered> {
    let begun = Instant::now();
    let mut delivered = Delivered::default();
    for message in due::messages(app, id).await? {
        if *stop.borrow() || begun.elapsed() > LONGEST {
            break;
        }
        let webhook = webhook::Entity::find_by_id(id).one(app.db.read()).await?;
        let Some(webhook) = webhook.filter(|webhook| webhook.state == state::ACTIVE) else { break };
        let Some((delivery, message)) = retrying(|| Box::pin(claim(app, message))).await? else { continue };
        let attempt = send(app, &webhook, &message).await;
        let is_accepted = matches!(attempt.outcome, Outcome::Accepted);
        match retrying(|| Box::pin(settle::settle(app, &webhook, &delivery, &attempt))).await? {
            settle::Settled::Delivered => delivered.delivered += 1,
            settle::Settled::PutOff => delivered.put_off += 1,
            settle::Settled::Failed => delivered.failed += 1,
        }
        if !is_accepted {
            break;
        }
    }
    Ok(delivered)
}
