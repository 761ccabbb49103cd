//! Pieces of pages about accounts.

mod change_password;
mod new_password;
mod password_strength;

pub(crate) use change_password::{ChangePasswordSection, PasswordFacts};
pub(crate) use new_password::NewPassword;
use password_strength::PasswordStrength;
