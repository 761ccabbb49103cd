use std::{fmt, time::Duration};

use domain::{
    FieldError, FieldErrors, Problem,
    accounts::{EmailAddress, Password},
    text,
    tokens::Scopes,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    families::{self, Grant, Program},
    prune::prune,
};
use crate::{AppState, Error, Result, accounts, config::Limit, http::Visit, throttle};

/// Tokens that nobody ever got, from one address, before it has to wait. Nobody guesses one; this is for the log.
const UNKNOWN_TOKENS: Limit = Limit { attempts: 100, window: Duration::from_secs(15 * 60) };

/// What a program asks for, in the words of RFC 6749 sections 4.3.2 and 6.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct TokenRequest {
    /// `password` or `refresh_token`.
    pub grant_type: String,
    /// The member's e-mail address.
    pub username: String,
    /// Their password.
    pub password: String,
    /// The code of their second factor.
    pub code: String,
    /// The refresh token.
    pub refresh_token: String,
    /// What the tokens are to be good for, separated by spaces; everything if it is left out.
    pub scope: String,
    /// What the program calls itself, up to 100 characters.
    pub client_id: String,
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest").field("grant_type", &self.grant_type).finish_non_exhaustive()
    }
}

/// Gives a program its tokens, for a password or for a refresh token.
///
/// # Errors
/// As signing in, with [`Problem::Invalid`] for what cannot be read; [`Problem::SecondFactorNeeded`];
/// [`Problem::InvalidToken`] for a refresh token that is not good.
pub async fn issue(app: &AppState, visit: &Visit, request: TokenRequest) -> Result<Grant> {
    match request.grant_type.as_str() {
        "password" => for_password(app, visit, request).await,
        "refresh_token" => for_refresh_token(app, visit, &request.refresh_token).await,
        "" => Err(Problem::field("grant_type", "required", "Say `password` or `refresh_token`.").into()),
        _ => Err(Problem::field("grant_type", "unsupported", "Only `password` and `refresh_token` are known.").into()),
    }
}

async fn for_password(app: &AppState, visit: &Visit, request: TokenRequest) -> Result<Grant> {
    let (email, password, program) = parse(&request)?;
    let member = accounts::guess(app, visit, &email, &password).await?;
    accounts::admit_program(app, visit, &member, &request.code).await?;
    let grant = families::begin(app, &visit.client, &member, program).await?;
    tracing::info!(member.id = %member.id, "A program signed in");
    prune(app).await;
    Ok(grant)
}

fn parse(request: &TokenRequest) -> Result<(EmailAddress, Password, Program), Problem> {
    let mut fields = FieldErrors::default();
    let email = fields.check("username", EmailAddress::parse(&request.username));
    let password = fields.check("password", Password::given(&request.password));
    let scopes = match request.scope.trim() {
        "" => Some(Scopes::all()),
        scope => fields.check("scope", Scopes::parse(scope)),
    };
    let client_id = match request.client_id.trim() {
        "" => Some("unnamed".to_owned()),
        name => fields.check("client_id", program_name(name)),
    };
    match (email, password, scopes, client_id) {
        (Some(email), Some(password), Some(scopes), Some(client_id)) => {
            Ok((email, password, Program { client_id, scopes }))
        }
        _ => Err(Problem::Invalid { fields }),
    }
}

/// What a program may call itself: its owner reads it in letters, so nothing in it may look like a link.
fn program_name(raw: &str) -> Result<String, FieldError> {
    let name = text::line(raw, 1..=100)?;
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || " ._-".contains(c));
    let told = "Use letters, digits, spaces, full stops, hyphens and underscores.";
    if is_plain { Ok(name) } else { Err(FieldError::new("characters", told)) }
}

async fn for_refresh_token(app: &AppState, visit: &Visit, token: &str) -> Result<Grant> {
    match families::refresh(app, &visit.client, token).await {
        Err(Error::Problem(Problem::InvalidToken)) => {
            count_unknown(app, visit).await?;
            Err(Problem::InvalidToken.into())
        }
        outcome => outcome,
    }
}

/// Counts a token that is none.
///
/// # Errors
/// [`Problem::TooManyAttempts`] for an address that brings many.
pub(super) async fn count_unknown(app: &AppState, visit: &Visit) -> Result<()> {
    throttle::attempt(app, &format!("token:address:{}", visit.client.throttle_key()), UNKNOWN_TOKENS).await
}
