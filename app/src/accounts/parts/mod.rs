//! Pieces of pages about accounts.

mod ask_for_letter;
mod change_password;
mod confirm_first;
mod email_field;
mod name_field;
mod new_password;
mod password_strength;
mod stay_signed_in;

pub(crate) use ask_for_letter::AskForLetter;
pub(crate) use change_password::{ChangePasswordSection, PasswordFacts};
pub(crate) use confirm_first::ConfirmFirst;
pub(crate) use email_field::EmailField;
pub(crate) use name_field::NameField;
pub(crate) use new_password::NewPassword;
use password_strength::PasswordStrength;
pub(crate) use stay_signed_in::StaySignedIn;
