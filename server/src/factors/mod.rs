//! The second step of signing in: authenticator apps, recovery codes, passkeys, and devices that are trusted.
//!
//! A member has a second factor when an authenticator app is confirmed or a passkey is registered. From then on every way
//! in but a passkey (which is two factors in one: the device, and whoever unlocked it) leads to the second step first.
//! Recovery codes stand in for a lost factor.

mod asked;
mod codes;
mod demanded;
mod letters;
mod member;
mod passkeys;
mod pending;
mod read;
mod recovery;
mod second_step;
mod totp;
mod trusted;

pub use asked::has_one;
pub use codes::prove_by_code;
pub use passkeys::{
    are_possible as passkeys_are_possible, options_to_prove, options_to_register, options_to_sign_in, prove_by_passkey,
    register_passkey, remove_passkey, rename_passkey, sign_in_by_passkey,
};
pub use pending::{is_pending, require_pending};
pub use read::factors;
pub use recovery::{Codes, make_codes, take_fresh_codes};
pub use second_step::{finish_by_code, finish_by_passkey, options_to_finish};
pub use totp::{QrPicture, TotpSetUp, begin_totp, confirm_totp, set_up, turn_off_totp};
pub use trusted::{end_all_trusted, end_trusted};

pub(crate) use asked::asked_for;
pub(crate) use codes::redeem;
pub(crate) use demanded::{is_lacking, lacks_one_column};
pub(crate) use pending::wait;
pub(crate) use trusted::forget_all as forget_trusted;
