//! One's own tokens for programs.

mod api;
#[cfg(feature = "ssr")]
pub(crate) mod pages;

pub use api::{EndProgram, MakeToken, RevokeToken, end_program, make_token, revoke_token};
