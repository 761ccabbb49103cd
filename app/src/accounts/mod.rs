//! Signing up, in and out, and one's own account.

pub(crate) mod api;
mod letters_api;
#[cfg(feature = "ssr")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub(crate) mod parts;
mod settings_api;

#[cfg(feature = "ssr")]
pub(crate) use api::arrived;
pub use api::{SignIn, SignOut, SignUp, sign_in, sign_out, sign_up};
pub use letters_api::{
    AskForReset, AskForSignIn, ConfirmAddress, ConfirmWithPassword, ResetPassword, SignInByLetter, UndoEmailChange,
    ask_for_reset, ask_for_sign_in, confirm_address, confirm_with_password, reset_password, sign_in_by_letter,
    undo_email_change,
};
pub use settings_api::{
    AskForVerification, ChangeEmail, ChangePassword, KeepEmail, Rename, ask_for_verification, change_email,
    change_password, keep_email, rename,
};
