//! What reacts in the browser; everything else about accounts is plain HTML.

#[cfg(feature = "hydrate")]
mod browser;
mod password_strength;

pub use password_strength::PasswordStrength;
