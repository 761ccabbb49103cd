use std::{collections::HashMap, fmt, sync::Arc};

use domain::Timestamp;
use jsonwebtoken::DecodingKey;
use tokio::sync::Mutex;

use super::store;
use crate::{AppState, Result};

/// How long the keys are taken as read, in seconds.
const FRESH_SECONDS: i64 = 30;

/// How often a key that nobody knows is looked for, in seconds: whoever makes up names of keys must not reach the
/// database with each of them.
const LOOK_SECONDS: i64 = 1;

/// The public keys that access tokens are checked with, remembered for a short time. Cheap to clone.
///
/// A rotation by another process is noticed when the time is up, or as soon as a token names a key that is not here.
#[derive(Clone, Default)]
pub struct KeyRing(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    keys: HashMap<String, DecodingKey>,
    read_at: Option<Timestamp>,
    looked_at: Option<Timestamp>,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyRing")
    }
}

impl KeyRing {
    /// The key with this name. Whoever asks while the keys are being read waits for that and shares it.
    pub(in crate::tokens) async fn find(&self, app: &AppState, kid: &str) -> Result<Option<DecodingKey>> {
        let mut known = self.0.lock().await;
        let now = app.clock.now();
        if !is_within(known.read_at, now, FRESH_SECONDS) {
            known.read(app, now).await?;
        } else if !known.keys.contains_key(kid) && !is_within(known.looked_at, now, LOOK_SECONDS) {
            known.looked_at = Some(now);
            known.read(app, now).await?;
        }
        Ok(known.keys.get(kid).cloned())
    }

    /// Reads the keys afresh at the next question.
    pub(super) async fn forget(&self) {
        self.0.lock().await.read_at = None;
    }
}

impl Known {
    async fn read(&mut self, app: &AppState, now: Timestamp) -> Result<()> {
        let rows = store::useful(app).await?;
        let keys = rows.iter().map(|row| Ok((row.kid.clone(), DecodingKey::from_jwk(&store::public(row))?)));
        self.keys = keys.collect::<Result<_, jsonwebtoken::errors::Error>>().map_err(anyhow::Error::from)?;
        self.read_at = Some(now);
        Ok(())
    }
}

/// Whether `moment` is less than so many seconds ago. A moment that is still to come does not count: the clock was set
/// back.
fn is_within(moment: Option<Timestamp>, now: Timestamp, seconds: i64) -> bool {
    moment.is_some_and(|moment| (0..seconds * 1000).contains(&(now.millis() - moment.millis())))
}
