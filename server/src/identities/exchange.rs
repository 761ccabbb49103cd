use std::pin::Pin;

use domain::paths;
use oauth2::{
    AsyncHttpClient, AuthType, AuthUrl, AuthorizationCode, Client, ClientId, ClientSecret, EndpointNotSet, EndpointSet,
    ExtraTokenFields, HttpRequest, HttpResponse, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    StandardRevocableToken, StandardTokenResponse, TokenUrl,
    basic::{
        BasicErrorResponse, BasicErrorResponseType, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
        BasicTokenType,
    },
};
use serde::{Deserialize, Serialize};

use super::{
    service::{Protocol, Service},
    trouble::Trouble,
};
use crate::{
    AppState,
    outbound::{self, Failure, Reason},
};

/// What a service gives for a code.
pub(super) type Tokens = StandardTokenResponse<IdToken, BasicTokenType>;

/// This installation as a service's client.
pub(super) type ServiceClient = Client<
    BasicErrorResponse,
    Tokens,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// What OpenID Connect adds to the tokens of OAuth.
#[derive(Deserialize, Serialize)]
pub(super) struct IdToken {
    pub(super) id_token: Option<String>,
}

impl std::fmt::Debug for IdToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdToken").field("is_there", &self.id_token.is_some()).finish()
    }
}

impl ExtraTokenFields for IdToken {}

/// This installation as the service knows it, with the one address that the service may send people back to.
pub(super) async fn client(app: &AppState, service: &Service) -> Result<ServiceClient, Trouble> {
    let (authorize, token, auth_type) = match &service.protocol {
        Protocol::Oidc(issuer) => {
            let metadata = issuer.metadata(app).await?;
            let auth_type = if metadata.wants_secret_in_body() { AuthType::RequestBody } else { AuthType::BasicAuth };
            (metadata.authorization_endpoint()?.clone(), metadata.token_endpoint()?.clone(), auth_type)
        }
        Protocol::Github(github) => (github.authorize()?, github.token()?, AuthType::RequestBody),
    };
    let redirect = format!("{}{}", app.site.url, paths::sign_in_callback(service.provider));
    let redirect = RedirectUrl::new(redirect).map_err(|error| Trouble::mistrusted(error.to_string()))?;
    Ok(Client::new(ClientId::new(service.client.id.clone()))
        .set_client_secret(ClientSecret::new(service.client.secret.expose().to_owned()))
        .set_auth_type(auth_type)
        .set_auth_uri(AuthUrl::from_url(authorize))
        .set_token_uri(TokenUrl::from_url(token))
        .set_redirect_uri(redirect))
}

/// Changes the code that somebody brought from the service for tokens.
pub(super) async fn exchange(
    app: &AppState,
    service: &Service,
    code: String,
    verifier: String,
) -> Result<Tokens, Trouble> {
    let client = client(app, service).await?;
    let transport = Transport(app.outbound.clone());
    let request = client.exchange_code(AuthorizationCode::new(code)).set_pkce_verifier(PkceCodeVerifier::new(verifier));
    request.request_async(&transport).await.map_err(trouble)
}

/// Lets the library call through the program's own client.
struct Transport(outbound::Client);

impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let host = request.uri().authority().map(ToString::to_string).unwrap_or_default();
            let answer = self.0.send(request).await?;
            // What a broken server says is not worth reading.
            if answer.status().is_server_error() {
                return Err(Failure { host, reason: Reason::Refused(answer.status().as_u16()) });
            }
            Ok(answer)
        })
    }
}

fn trouble(error: RequestTokenError<Failure, BasicErrorResponse>) -> Trouble {
    match error {
        RequestTokenError::Request(failure) => failure.into(),
        RequestTokenError::ServerResponse(refusal) => refused(refusal.error()),
        // GitHub refuses with 200, so what it says was read as tokens first.
        RequestTokenError::Parse(_, body) => match serde_json::from_slice::<GithubRefusal>(&body) {
            Ok(refusal) if refusal.error == "bad_verification_code" => Trouble::Spent,
            Ok(_) => Trouble::mistrusted("the code was refused"),
            Err(_) => Trouble::mistrusted("the answer to the code cannot be read"),
        },
        RequestTokenError::Other(_) => Trouble::mistrusted("the code was answered with nothing"),
    }
}

fn refused(error: &BasicErrorResponseType) -> Trouble {
    match error {
        BasicErrorResponseType::InvalidGrant => Trouble::Spent,
        error => Trouble::mistrusted(format!("the code was refused: {}", error.as_ref())),
    }
}

#[derive(Deserialize)]
struct GithubRefusal {
    error: String,
}
