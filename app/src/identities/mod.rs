//! Accounts elsewhere: signing in with them, linking and unlinking them.

mod api;
#[cfg(feature = "ssr")]
mod buttons;
#[cfg(feature = "ssr")]
mod other_ways;
#[cfg(feature = "ssr")]
pub(crate) mod pages;

pub use api::*;
#[cfg(feature = "ssr")]
pub(crate) use {
    buttons::{Choice, ServiceButtons},
    other_ways::{OtherWays, OtherWaysIn},
};
