//! Authenticator apps: six digits that change every half minute (RFC 6238 with SHA-1, the only variant that all apps know).

mod redeem;
mod seed;
mod set_up;
mod turn_off;

pub use set_up::{QrPicture, TotpSetUp, begin_totp, confirm_totp, set_up};
pub use turn_off::turn_off_totp;

pub(super) use redeem::redeem;
