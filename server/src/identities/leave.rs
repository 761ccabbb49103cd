use domain::accounts::{Provider, ProviderView};
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, Scope};
use url::Url;

use super::{
    attempt::{self, Attempt, Purpose},
    exchange,
    service::{Protocol, Service},
    trouble::Trouble,
};
use crate::{AppState, Result, http::Visit};

/// Where the service asks people whether they agree, for the attempt that this browser began.
///
/// # Errors
/// [`Problem::AttemptExpired`](domain::Problem) if it began none.
pub async fn leave(app: &AppState, visit: &Visit, provider: Provider) -> Result<(ProviderView, String)> {
    let service = app.providers.service(provider)?;
    let attempt = attempt::present(app, visit, provider).await?;
    let url = address(app, service, &attempt).await.map_err(|trouble| trouble.about(&service.name))?;
    Ok((ProviderView { provider, name: service.name.clone() }, url.into()))
}

async fn address(app: &AppState, service: &Service, attempt: &Attempt) -> Result<Url, Trouble> {
    let client = exchange::client(app, service).await?;
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(attempt.verifier.clone()));
    let mut request = client.authorize_url(|| CsrfToken::new(attempt.state.clone())).set_pkce_challenge(challenge);
    request = match &service.protocol {
        Protocol::Oidc(_) => {
            let scopes = ["openid", "email", "profile"].map(|scope| Scope::new(scope.to_owned()));
            request.add_scopes(scopes).add_extra_param("nonce", &attempt.nonce)
        }
        Protocol::Github(_) => request.add_scopes([Scope::new("user:email".to_owned())]),
    };
    if matches!(attempt.purpose, Purpose::Prove(_)) {
        // Whoever sits there now has to show who they are; that the browser remembers somebody proves nothing.
        request = request.add_extra_param("prompt", "login").add_extra_param("max_age", "0");
    }
    Ok(request.url().0)
}
