//! What Masthead is about: its types, their validation, and who may do what.
//!
//! Pure by rule: no I/O, no clock, no dice. It compiles for the server and for the browser,
//! so a form is judged by the same code on both sides. See `ARCHITECTURE.md` for the map.

pub mod accounts;
pub mod appearance;
pub mod audit;
pub mod comments;
pub mod factors;
pub mod feeds;
pub mod field;
pub mod id;
pub mod invitations;
pub mod markdown;
pub mod members;
pub mod pagination;
pub mod paths;
pub mod posts;
pub mod problem;
pub mod roles;
pub mod sessions;
pub mod site;
pub mod slug;
pub mod text;
pub mod timestamp;
pub mod tokens;
pub mod webhooks;

pub use field::{FieldError, FieldErrors};
pub use problem::Problem;
pub use slug::Slug;
pub use timestamp::Timestamp;
