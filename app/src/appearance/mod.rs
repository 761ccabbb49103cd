//! The remembered choice between light and dark, without a script.

mod api;
#[cfg(feature = "ssr")]
mod switch;

pub use api::{SetTheme, set_theme};
#[cfg(feature = "ssr")]
pub(crate) use switch::ThemeSwitch;
