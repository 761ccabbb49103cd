//! Passkeys: key pairs whose private half stays with the member (WebAuthn level 3). No attestation is asked for: any
//! authenticator will do that knows its owner, by a finger, a face or a PIN.

mod challenge;
mod manage;
mod prove;
mod register;
mod relying_party;
mod row;
mod sign_in;
mod verify;

pub use manage::{remove_passkey, rename_passkey};
pub use prove::{options_to_prove, prove_by_passkey};
pub use register::{options_to_register, register_passkey};
pub use relying_party::are_possible;
pub use sign_in::{options_to_sign_in, sign_in_by_passkey};

pub(super) use row::of_member;
pub(super) use verify::{options_for, verify};
