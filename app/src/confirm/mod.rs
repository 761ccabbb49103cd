//! Asks for a fresh proof of who is there, before something sensitive, and leads back.

mod api;
#[cfg(feature = "ssr")]
pub(crate) mod pages;

pub use api::{
    ConfirmByCode, ConfirmByPassword, SendConfirmationCode, confirm_by_code, confirm_by_password,
    send_confirmation_code,
};
