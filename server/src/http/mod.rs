//! The edge: what stands between the network and the pages.
//!
//! [`layers`] is every middleware in order, [`routes`] what needs no page, [`serve`] the listening itself. A
//! [`Visit`] is what all of it knows about a request.

pub mod api;
mod client;
pub(crate) mod cookie;
mod encoding;
mod middleware;
mod problem;
mod rate;
mod routes;
mod serve;
mod stall;
mod visit;

pub use client::Client;
pub use cookie::Cookies;
pub use middleware::{FramesAllowed, ScriptsAllowed, layers, layers_with_pages};
pub use problem::{error_response, problem_response};
pub use rate::RateLimiter;
pub use routes::{routes, routes_by_path};
pub use serve::serve;
pub use visit::Visit;
