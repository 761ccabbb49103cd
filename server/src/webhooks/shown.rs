use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Timestamp, id::WebhookId};
use serde::{Deserialize, Serialize};

use super::{NewSecret, Secret};
use crate::{AppState, Result, http::Visit};

const KEY: &str = "webhook_secret";

/// How long a new secret waits for its page, in seconds.
const PATIENCE_SECONDS: i64 = 10 * 60;

/// A new secret on its way from the form to the page that shows it: sealed, because sessions are stored.
#[derive(Serialize, Deserialize)]
struct Waiting {
    webhook: WebhookId,
    sealed: String,
    made_at: Timestamp,
}

/// Keeps a new secret for the page that shows it once.
///
/// # Errors
/// If the session cannot be read.
pub async fn keep(app: &AppState, visit: &Visit, new: &NewSecret) -> Result<()> {
    let sealed = app.vault.seal(&app.ids, &context(new.webhook), new.secret.bytes())?;
    let waiting = Waiting { webhook: new.webhook, sealed: STANDARD.encode(sealed), made_at: app.clock.now() };
    Ok(visit.session.insert(KEY, waiting).await?)
}

/// Takes a new secret of this webhook out, to show it. A prefetch, which nobody looks at, leaves it in.
///
/// # Errors
/// If the session cannot be read.
pub async fn take(app: &AppState, visit: &Visit, webhook: WebhookId) -> Result<Option<Secret>> {
    if visit.prefetch {
        return Ok(None);
    }
    let waiting = visit.session.get::<Waiting>(KEY).await?.filter(|waiting| waiting.webhook == webhook);
    let Some(waiting) = waiting else { return Ok(None) };
    visit.session.remove_value(KEY).await?;
    if app.clock.now().seconds_since(waiting.made_at) > PATIENCE_SECONDS {
        return Ok(None);
    }
    let sealed = STANDARD.decode(waiting.sealed).map_err(anyhow::Error::from)?;
    Ok(Some(Secret::stored(app.vault.open(&context(webhook), &sealed)?)))
}

fn context(webhook: WebhookId) -> String {
    format!("shown_webhook_secret:{webhook}")
}
