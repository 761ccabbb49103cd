//! Masthead's native side: configuration, database, actions and HTTP. Knows no Leptos.
//!
//! A feature is a folder: one file an action, `read.rs` for the only way to load its records. Features meet only
//! through what their `mod.rs` re-exports.

pub mod accounts;
pub mod acting;
pub mod assets;
pub mod audit;
pub mod clock;
pub mod comments;
pub mod config;
pub mod database;
pub mod devices;
pub mod entities;
mod error;
pub mod factors;
pub mod feeds;
pub mod http;
pub mod identities;
pub mod ids;
pub mod import;
pub mod invitations;
pub mod logging;
pub mod mail;
pub mod markdown;
pub mod members;
pub mod outbound;
pub mod outbox;
pub mod posts;
pub mod roles;
pub mod seed;
pub mod sessions;
mod state;
pub mod storage;
mod throttle;
pub mod tokens;
pub mod vault;
pub mod webhooks;
mod worker;

pub use error::{Error, Result, chain};
pub use state::AppState;
pub use worker::work;
