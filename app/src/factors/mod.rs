//! Second factors: the second step of signing in, and what members keep for it.

mod api;
#[cfg(feature = "ssr")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub(crate) mod parts;
mod passkeys_api;

pub use api::{
    BeginTotp, ConfirmTotp, EndAllTrusted, EndTrusted, FinishByCode, FinishByPasskey, MakeCodes, OptionsToFinish,
    ProveByCode, TurnOffTotp, begin_totp, confirm_totp, end_all_trusted, end_trusted, finish_by_code,
    finish_by_passkey, make_codes, options_to_finish, prove_by_code, turn_off_totp,
};
pub use passkeys_api::{
    OptionsToProve, OptionsToRegister, OptionsToSignIn, ProveByPasskey, RegisterPasskey, RemovePasskey, RenamePasskey,
    SignInByPasskey, options_to_prove, options_to_register, options_to_sign_in, prove_by_passkey, register_passkey,
    remove_passkey, rename_passkey, sign_in_by_passkey,
};
