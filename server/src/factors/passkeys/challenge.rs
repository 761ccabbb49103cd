use domain::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{AppState, Result, http::Visit};

/// How long a browser may take to answer, in seconds; as long as the library tells the browser.
const SECONDS: i64 = 5 * 60;

/// Where the state of registering is kept in the session.
pub(super) const REGISTRATION: &str = "passkey registration";
/// Where the state of every other question is.
pub(super) const QUESTION: &str = "passkey question";

/// What is known of a question while the browser answers it.
#[derive(Debug, Serialize, Deserialize)]
struct Kept<T> {
    state: T,
    since: Timestamp,
}

/// Keeps the state of a question in the session, in place of that of the question before.
pub(super) async fn keep<T: Serialize + Send + Sync>(app: &AppState, visit: &Visit, key: &str, state: T) -> Result<()> {
    Ok(visit.session.insert(key, Kept { state, since: app.clock.now() }).await?)
}

/// Takes the state of the question out, for its one answer. Nothing if the question was never put, was answered already,
/// or is too old.
pub(super) async fn take<T: DeserializeOwned>(app: &AppState, visit: &Visit, key: &str) -> Result<Option<T>> {
    let kept = visit.session.get::<Kept<T>>(key).await?;
    visit.session.remove_value(key).await?;
    Ok(kept.filter(|kept| app.clock.now().seconds_since(kept.since) < SECONDS).map(|kept| kept.state))
}
