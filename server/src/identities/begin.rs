use domain::{
    Problem,
    accounts::{Actor, Provider},
    paths,
};

use super::{
    attempt::{self, Attempt, Purpose},
    list,
    service::Protocol,
};
use crate::{AppState, Result, http::Visit, throttle};

/// Begins to sign in with a service: what happens next is the page [`paths::sign_in_with`], which leads there.
///
/// # Errors
/// [`Problem::ProviderSilent`] while there is still another way to choose; [`Problem::TooManyAttempts`];
/// [`Problem::NotFound`] for a service that is not configured.
pub async fn begin(app: &AppState, visit: &Visit, provider: Provider, next: &str) -> Result<String> {
    start(app, visit, provider, Purpose::Enter, next).await
}

/// Begins to link an account elsewhere to one's own.
///
/// # Errors
/// As [`begin`]; [`Problem::ProofNeeded`] without a fresh proof; [`Problem::AddressUnconfirmed`] without a proved address.
pub async fn begin_linking(app: &AppState, visit: &Visit, actor: &Actor, provider: Provider) -> Result<String> {
    actor.require_proof(app.clock.now())?;
    actor.require_confirmed_address()?;
    start(app, visit, provider, Purpose::Link(actor.id), paths::SECURITY).await
}

/// Begins to prove once more who one is, by an account that is linked already.
///
/// # Errors
/// As [`begin`]; [`Problem::IllegalMove`] with a service that proves nothing of this member.
pub async fn begin_proving(
    app: &AppState,
    visit: &Visit,
    actor: &Actor,
    provider: Provider,
    next: &str,
) -> Result<String> {
    actor.require_own_hands()?;
    app.providers.service(provider)?;
    if !list::proving(app, actor).await?.able.iter().any(|able| able.provider == provider) {
        return Err(Problem::IllegalMove.into());
    }
    start(app, visit, provider, Purpose::Prove(actor.id), next).await
}

async fn start(app: &AppState, visit: &Visit, provider: Provider, purpose: Purpose, next: &str) -> Result<String> {
    let service = app.providers.service(provider)?;
    let key = format!("identity:address:{}", visit.client.throttle_key());
    throttle::attempt(app, &key, app.config.accounts.sign_in_per_address).await?;
    if let Protocol::Oidc(issuer) = &service.protocol {
        issuer.metadata(app).await.map_err(|trouble| trouble.about(&service.name))?;
    }
    attempt::keep(app, visit, &Attempt::new(app, provider, purpose, next)).await?;
    Ok(paths::sign_in_with(provider))
}
