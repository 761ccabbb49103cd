//! Accounts elsewhere: signing in with them, linking them to an account here, and taking the tokens of a service that an
//! installation keeps its people at.
//!
//! The way of a sign-in: [`begin`] notes an [`attempt`] in the session; [`leave`] sends the browser to the service; the
//! service sends it back to [`finish`], which takes the attempt out, changes the code for a [`claim`] (who somebody is
//! there) and then [`settle`]s who that is here. The services themselves are in `service.rs`; what is known of them is
//! fetched when needed and kept (`discovery.rs`, `keys.rs`).

mod attempt;
mod begin;
mod claim;
mod discovery;
mod exchange;
mod finish;
mod github;
mod join;
mod jwt;
mod kept;
mod keys;
mod leave;
mod letters;
mod link;
mod list;
mod oidc;
pub mod outside;
mod service;
mod settle;
mod strength;
mod trouble;
mod unlink;

pub use attempt::Purpose;
pub use begin::{begin, begin_linking, begin_proving};
pub use finish::{Arrival, Callback, finish};
pub use join::{Waiting, join, waiting};
pub use leave::leave;
pub use list::{Linked, Proving, list, proving};
pub use service::Providers;
pub use unlink::unlink;
