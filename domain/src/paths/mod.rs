//! Every URL of the site, written once: pages, redirects, forms and tests all take it from here.

mod admin;
mod api;
mod feeds;
mod local;
mod posts;
mod query;
mod settings;
mod sign_in;
mod site;

pub use admin::*;
pub use api::*;
pub use feeds::*;
pub use local::*;
pub use posts::*;
pub use query::*;
pub use settings::*;
pub use sign_in::*;
pub use site::*;
