//! Masthead's native side: configuration, database, actions and HTTP. Knows no Leptos.
//!
//! A feature is a folder: one file an action, `read.rs` for the only way to load its records. Features meet only
//! through what their `mod.rs` re-exports.

pub mod clock;
pub mod config;
mod error;
pub mod ids;
mod state;

pub use error::{Error, Result};
pub use state::AppState;
