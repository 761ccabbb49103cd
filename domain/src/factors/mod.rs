//! Second factors: what is typed, and what members see of theirs.

mod code;
mod passkey_name;
mod recovery_code;
mod totp_code;
mod view;

pub use code::FactorCode;
pub use passkey_name::PasskeyName;
pub use recovery_code::RecoveryCode;
pub use totp_code::TotpCode;
pub use view::{Factors, PasskeyView, TrustedDeviceView};
