//! Signing up, in and out, and one's own account.

pub(crate) mod api;
#[cfg(feature = "ssr")]
pub(crate) mod pages;

#[cfg(feature = "ssr")]
pub(crate) use api::arrived;
pub use api::{SignIn, SignOut, SignUp, sign_in, sign_out, sign_up};
