//! What the pages about second factors are made of.

mod overview;
mod passkey_form;
mod passkeys;
mod proofs;
mod recovery;
mod sign_in;
mod totp;
mod trusted;

pub(crate) use overview::{FactorSections, Overview};
pub(crate) use passkey_form::{Ceremony, PasskeyForm};
pub(crate) use proofs::{FactorProofs, Proofs};
pub(crate) use sign_in::SignInWithPasskey;
