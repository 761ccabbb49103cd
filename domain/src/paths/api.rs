//! What programs call.

/// Programs talk to what is below this.
pub const API: &str = "/api";
/// Trades a password or a refresh token for an access token.
pub const API_TOKENS: &str = "/api/v1/tokens";
/// Ends a token.
pub const API_REVOCATION: &str = "/api/v1/tokens/revocation";
/// Who the token belongs to.
pub const API_ME: &str = "/api/v1/me";
/// The keys that access tokens are checked with (RFC 7517).
pub const JWKS: &str = "/.well-known/jwks.json";

/// Whether a path belongs to programs: they are told problems as JSON, whatever they accept.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.strip_prefix(API).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
