use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Timestamp, id::TokenId};
use serde::{Deserialize, Serialize};

use super::MadeToken;
use crate::{AppState, Result, http::Visit};

const KEY: &str = "made_token";

/// How long a new token waits for its page, in seconds.
const PATIENCE_SECONDS: i64 = 10 * 60;

/// A new token on its way from the form to the page that shows it: sealed, because sessions are stored.
#[derive(Serialize, Deserialize)]
struct Waiting {
    id: TokenId,
    sealed: String,
    made_at: Timestamp,
}

/// Keeps a new token for the page that shows it once.
///
/// # Errors
/// If the session cannot be read.
pub async fn keep(app: &AppState, visit: &Visit, made: &MadeToken) -> Result<()> {
    let sealed = app.vault.seal(&app.ids, &context(made.id), made.token.as_bytes())?;
    let waiting = Waiting { id: made.id, sealed: STANDARD.encode(sealed), made_at: app.clock.now() };
    Ok(visit.session.insert(KEY, waiting).await?)
}

/// Takes a new token out, to show it. A prefetch, which nobody looks at, leaves it in.
///
/// # Errors
/// If the session cannot be read.
pub async fn take(app: &AppState, visit: &Visit) -> Result<Option<MadeToken>> {
    if visit.prefetch || visit.session.get_value(KEY).await?.is_none() {
        return Ok(None);
    }
    let Some(waiting) = visit.session.remove::<Waiting>(KEY).await? else { return Ok(None) };
    if app.clock.now().seconds_since(waiting.made_at) > PATIENCE_SECONDS {
        return Ok(None);
    }
    let sealed = STANDARD.decode(waiting.sealed).map_err(anyhow::Error::from)?;
    let opened = app.vault.open(&context(waiting.id), &sealed)?;
    Ok(Some(MadeToken { id: waiting.id, token: String::from_utf8(opened).map_err(anyhow::Error::from)? }))
}

fn context(id: TokenId) -> String {
    format!("made_token:{id}")
}
