//! The pages of second factors.

mod recovery_codes;
mod second_factor;
mod set_up_totp;

pub(crate) use recovery_codes::recovery_codes;
pub(crate) use second_factor::second_factor;
pub(crate) use set_up_totp::set_up_totp;
