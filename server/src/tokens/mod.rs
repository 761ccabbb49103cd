//! Tokens by which programs act for members: access tokens that live for minutes, refresh tokens that trade for them,
//! and personal tokens that members make for their scripts. `docs/tokens.md` tells programs how to use them.

mod access;
mod actor;
mod bearer;
mod digest;
mod families;
mod issue;
pub mod keys;
mod letters;
pub mod personal;
mod prune;
mod rest;
mod revoke;
mod revoke_all;

pub use families::{Grant, end_all, end_program, list_programs};
pub use issue::{TokenRequest, issue};
pub use keys::KeyRing;
pub use revoke::revoke;
pub use revoke_all::revoke_all;

pub(crate) use bearer::{applies as speaks_by_token, viewer};
pub(crate) use rest::{Contract, routes_by_path};
