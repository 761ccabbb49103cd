//! Masthead's pages, islands and server functions.
//!
//! A page is an axum handler that loads what it shows through `server`, so its status, its redirects and its head are
//! settled before the first tag is written; then it renders a Leptos view in one go. Only islands and the signatures of
//! server functions are compiled for the browser, so everything else stands behind the `ssr` feature.

// Leptos view types nest deeply.
#![recursion_limit = "256"]
#![allow(unreachable_pub, reason = "#[component], #[island] and #[server] make public items, whatever the function is")]

pub mod accounts;
pub mod admin;
pub mod appearance;
pub mod comments;
pub mod confirm;
#[cfg(feature = "ssr")]
mod dev_mail;
pub mod factors;
pub mod forms;
pub mod identities;
pub mod invitations;
pub mod own_data;
pub mod posts;
pub mod sessions;
#[cfg(feature = "ssr")]
mod settings;
pub mod tokens;

#[cfg(feature = "ssr")]
mod cx;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod feeds;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
mod metadata;
#[cfg(feature = "ssr")]
mod problem_page;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod ui;

#[cfg(feature = "ssr")]
pub use cx::Cx;
#[cfg(feature = "ssr")]
pub use document::Head;
#[cfg(feature = "ssr")]
pub use problem_page::{Answer, show_problems};
