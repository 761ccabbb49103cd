//! What programs call.

use crate::id::PostId;

/// Programs talk to what is below this; here it is described for people.
pub const API: &str = "/api";
/// The contract, as OpenAPI has it.
pub const OPENAPI: &str = "/api/openapi.json";
/// Posts.
pub const API_POSTS: &str = "/api/v1/posts";
/// Trades a password or a refresh token for an access token.
pub const API_TOKENS: &str = "/api/v1/tokens";
/// Ends a token.
pub const API_REVOCATION: &str = "/api/v1/tokens/revocation";
/// Who the token belongs to.
pub const API_ME: &str = "/api/v1/me";
/// The keys that access tokens are checked with (RFC 7517).
pub const JWKS: &str = "/.well-known/jwks.json";

/// One post, for programs.
#[must_use]
pub fn api_post(post: PostId) -> String {
    format!("{API_POSTS}/{post}")
}

/// Whether a path belongs to programs: they are told problems as JSON, whatever they accept.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.strip_prefix(API).is_some_and(|rest| rest.starts_with('/'))
}
