//! Forms as server actions: plain HTML that posts to a server function's URL.
//!
//! What went well leads on with 303; what did not leads back with 303, and the page finds the problem and the typed
//! values (never secrets) in the session, once. Nothing of it travels in the URL, where anyone could forge it.

mod done;
mod refusal;

#[cfg(feature = "ssr")]
mod action;
#[cfg(feature = "ssr")]
mod answer;
#[cfg(feature = "ssr")]
mod flash;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod one_button;
#[cfg(feature = "ssr")]
mod state;

pub use done::{Done, Notice};
pub use refusal::Refusal;

#[cfg(feature = "ssr")]
pub use answer::answer;
#[cfg(feature = "ssr")]
pub(crate) use {
    action::action,
    flash::{said, say},
    form::Form,
    one_button::OneButton,
    state::FormState,
};
