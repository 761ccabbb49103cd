use std::time::Duration;

use domain::{Problem, accounts::Viewer};

use crate::{AppState, Error, Result, config::Limit, http::Visit, throttle};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Larger than any form that is for strangers, in bytes.
const SMALL: usize = 16 * 1024;
const SMALL_ONES: Limit = Limit { attempts: 240, window: HOUR };

/// As large as the longest post, of a writer whose session ended meanwhile, in bytes.
const LARGE: usize = 2 * 1024 * 1024;
const LARGE_ONES: Limit = Limit { attempts: 10, window: HOUR };

/// Whether `bytes` of what was typed may be put into the session.
///
/// Every request of a session loads all of it, so nothing fits that is larger than the longest post. What strangers leave
/// is limited by the hour and the address that they come from, too: whoever has no account must not be able to fill the
/// disk.
///
/// # Errors
/// If the database does not answer.
pub async fn has_room(app: &AppState, visit: &Visit, bytes: usize) -> Result<bool> {
    if visit.viewer != Viewer::Stranger {
        return Ok(true);
    }
    if bytes > LARGE {
        return Ok(false);
    }
    let (kind, limit) = if bytes > SMALL { ("large", LARGE_ONES) } else { ("small", SMALL_ONES) };
    let key = format!("session:{kind}:{}", visit.client.throttle_key());
    match throttle::attempt(app, &key, limit).await {
        Ok(()) => Ok(true),
        Err(Error::Problem(Problem::TooManyAttempts { .. })) => Ok(false),
        Err(error) => Err(error),
    }
}
