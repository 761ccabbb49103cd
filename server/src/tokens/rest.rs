//! The routes of tokens, for programs. Mounted with the other routes of the edge.

use axum::{
    Extension, Json,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use domain::{
    Problem, Timestamp,
    accounts::{Actor, Permission, Role},
    id::MemberId,
    paths,
    tokens::{Scope, Scopes},
};
use http::{HeaderMap, HeaderName, header};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{OpenApi, ToSchema};

use super::{
    families::Grant,
    issue::{TokenRequest, issue},
    keys,
    revoke::revoke,
};
use crate::{
    AppState, Result, accounts,
    http::{Visit, api::ProblemBody, error_response},
};

/// Larger than any request for a token, in bytes.
const LARGEST: usize = 16 * 1024;

/// Tokens and what they open must not be kept on the way.
const NOT_KEPT: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// Every route of tokens with its path.
pub(crate) fn routes_by_path() -> Vec<(String, MethodRouter<AppState>)> {
    vec![
        (paths::API_TOKENS.to_owned(), post(create_token)),
        (paths::API_REVOCATION.to_owned(), post(create_revocation)),
        (paths::API_ME.to_owned(), get(me)),
        (paths::JWKS.to_owned(), get(jwks)),
    ]
}

/// The part of the contract that is about tokens.
#[derive(Debug, OpenApi)]
#[openapi(paths(create_token, create_revocation, me))]
pub(crate) struct Contract;

/// Trade a password or a refresh token for tokens.
///
/// An unknown account and a wrong password get the same answer. A member with a second factor sends its code along.
#[utoipa::path(
    post,
    path = "/api/v1/tokens",
    operation_id = "create_token",
    tag = "Tokens",
    request_body(content((TokenRequest = "application/json"), (TokenRequest = "application/x-www-form-urlencoded"))),
    responses((status = 200, body = Grant), (status = "default", body = ProblemBody<'static>)),
    security(()),
)]
async fn create_token(State(app): State<AppState>, Extension(visit): Extension<Visit>, request: Request) -> Response {
    let granted = async { issue(&app, &visit, sent::<TokenRequest>(request).await?).await };
    match granted.await {
        Ok(grant) => (NOT_KEPT, Json(grant)).into_response(),
        Err(error) => error_response(error),
    }
}

/// A token that is to end.
#[derive(Deserialize, ToSchema)]
struct Revocation {
    /// A refresh token or a personal access token.
    token: String,
}

/// End a token. The answer is the same for one that is unknown.
#[utoipa::path(
    post,
    path = "/api/v1/tokens/revocation",
    operation_id = "revoke_token",
    tag = "Tokens",
    request_body(content((Revocation = "application/json"), (Revocation = "application/x-www-form-urlencoded"))),
    responses((status = 200), (status = "default", body = ProblemBody<'static>)),
    security(()),
)]
async fn create_revocation(
    State(app): State<AppState>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Response {
    let revoked = async { revoke(&app, &visit, &sent::<Revocation>(request).await?.token).await };
    match revoked.await {
        Ok(()) => NOT_KEPT.into_response(),
        Err(error) => error_response(error),
    }
}

/// What was sent, as JSON or as a form.
async fn sent<T: DeserializeOwned>(request: Request) -> Result<T, Problem> {
    let is_json = has_type(request.headers(), "application/json");
    let is_form = has_type(request.headers(), "application/x-www-form-urlencoded");
    let too_large = |_| Problem::TooLarge { limit: LARGEST as u64 };
    let body = axum::body::to_bytes(request.into_body(), LARGEST).await.map_err(too_large)?;
    if is_json {
        serde_json::from_slice(&body).map_err(|_| Problem::Unreadable)
    } else if is_form {
        serde_urlencoded::from_bytes(&body).map_err(|_| Problem::Unreadable)
    } else {
        Err(Problem::Unreadable)
    }
}

fn has_type(headers: &HeaderMap, wanted: &str) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    sent.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(wanted)
}

/// Who is there, and what they may do with this token.
#[derive(Serialize, ToSchema)]
struct Me {
    /// Which member.
    #[schema(value_type = String, format = "uuid")]
    id: MemberId,
    /// The name others see.
    name: String,
    /// The address to sign in with.
    email: String,
    /// The role.
    #[schema(value_type = String)]
    role: Role,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    joined_at: Timestamp,
    /// What the member may do with this token.
    #[schema(value_type = Vec<String>)]
    permissions: Vec<Permission>,
    /// What the token is good for.
    scopes: Vec<&'static str>,
}

/// Show whose token it is.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    operation_id = "get_me",
    tag = "Tokens",
    responses((status = 200, body = Me), (status = "default", body = ProblemBody<'static>)),
    security(("token" = ["account:read"])),
)]
async fn me(State(app): State<AppState>, Extension(visit): Extension<Visit>) -> Response {
    let found = async { who(&app, visit.viewer.actor()?).await };
    match found.await {
        Ok(me) => (NOT_KEPT, Json(me)).into_response(),
        Err(error) => error_response(error),
    }
}

async fn who(app: &AppState, actor: &Actor) -> Result<Me> {
    actor.require_scope(Scope::AccountRead)?;
    let member = accounts::account(app, actor).await?;
    Ok(Me {
        id: member.id,
        name: member.name,
        email: member.email,
        role: member.role,
        joined_at: member.joined_at,
        permissions: Permission::ALL.into_iter().filter(|permission| actor.may(*permission)).collect(),
        scopes: actor.standing.scopes.unwrap_or_else(Scopes::all).iter().map(Scope::as_str).collect(),
    })
}

/// The keys that access tokens are checked with.
async fn jwks(State(app): State<AppState>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/jwk-set+json"),
        // Short, because a new key signs at once; whoever meets one that is not in their copy fetches it anew.
        (header::CACHE_CONTROL, "public, max-age=300"),
        // For everybody, from any page.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    match keys::jwks(&app).await {
        Ok(set) => (headers, Json(set).into_response().into_body()).into_response(),
        Err(error) => error_response(error),
    }
}
