use std::time::Duration;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use domain::{Problem, Timestamp, accounts::Provider, id::MemberId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{AppState, Error, Result, config::Limit, http::Visit, throttle};

/// How long somebody may take at a service, in seconds.
const SECONDS: i64 = 10 * 60;

const ATTEMPT: &str = "identity_attempt";

/// What somebody goes to a service for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To sign in, or to join.
    Enter,
    /// To link the account there to the one here.
    Link(MemberId),
    /// To prove once more who they are.
    Prove(MemberId),
}

/// A way to a service that was begun in this browser. Its secrets are sealed in the session.
#[derive(Serialize, Deserialize)]
pub(super) struct Attempt {
    pub(super) provider: Provider,
    pub(super) purpose: Purpose,
    /// A path of this site to go on to.
    pub(super) next: String,
    /// Comes back from the service and shows that this browser began (RFC 6749, section 10.12).
    pub(super) state: String,
    /// Comes back in the token and shows that it was made for this attempt.
    pub(super) nonce: String,
    /// Only who knows it can use the code (RFC 7636).
    pub(super) verifier: String,
    pub(super) begun_at: Timestamp,
}

impl Attempt {
    pub(super) fn new(app: &AppState, provider: Provider, purpose: Purpose, next: &str) -> Self {
        let secret = || URL_SAFE_NO_PAD.encode(app.ids.secret::<32>());
        let (state, nonce, verifier) = (secret(), secret(), secret());
        Self { provider, purpose, next: next.to_owned(), state, nonce, verifier, begun_at: app.clock.now() }
    }
}

/// Keeps the attempt in the session, in place of an older one.
pub(super) async fn keep(app: &AppState, visit: &Visit, attempt: &Attempt) -> Result<()> {
    put(app, visit, ATTEMPT, attempt).await
}

/// The attempt that this browser began with the service.
///
/// # Errors
/// [`Problem::AttemptExpired`] if there is none, or it was begun more than ten minutes ago.
pub(super) async fn present(app: &AppState, visit: &Visit, provider: Provider) -> Result<Attempt> {
    let attempt: Attempt = get(app, visit, ATTEMPT).await?.ok_or(Problem::AttemptExpired)?;
    let is_recent = app.clock.now().seconds_since(attempt.begun_at) < SECONDS;
    if attempt.provider != provider || !is_recent {
        return Err(Problem::AttemptExpired.into());
    }
    Ok(attempt)
}

/// Takes out the attempt to which the service answered with this `state`. Of two at once, one gets it; one with another
/// state, to which anybody may send a browser, leaves it where it is.
///
/// # Errors
/// [`Problem::AttemptExpired`].
pub(super) async fn take(app: &AppState, visit: &Visit, provider: Provider, state: &str) -> Result<Attempt> {
    let attempt = present(app, visit, provider).await?;
    if attempt.state != state {
        return Err(Problem::AttemptExpired.into());
    }
    visit.session.remove_value(ATTEMPT).await?;
    // The session was read when the request came, so another one may hold the attempt, too; the count decides.
    let once = Limit { attempts: 1, window: Duration::from_secs(SECONDS.unsigned_abs()) };
    match throttle::attempt(app, &format!("identity:state:{}", throttle::text_key(state)), once).await {
        Err(Error::Problem(Problem::TooManyAttempts { .. })) => Err(Problem::AttemptExpired.into()),
        counted => counted.map(|()| attempt),
    }
}

/// Seals something into the session of this browser.
pub(super) async fn put<T: Serialize>(app: &AppState, visit: &Visit, key: &str, value: &T) -> Result<()> {
    let value = serde_json::to_vec(value).map_err(anyhow::Error::from)?;
    let sealed = app.vault.seal(&app.ids, key, &value)?;
    Ok(visit.session.insert(key, STANDARD.encode(sealed)).await?)
}

/// Opens what was sealed into the session; what does not open any more counts as absent.
pub(super) async fn get<T: DeserializeOwned>(app: &AppState, visit: &Visit, key: &str) -> Result<Option<T>> {
    let Some(sealed) = visit.session.get::<String>(key).await? else { return Ok(None) };
    let value = STANDARD.decode(sealed).ok().and_then(|sealed| app.vault.open(key, &sealed).ok());
    Ok(value.and_then(|value| serde_json::from_slice(&value).ok()))
}
