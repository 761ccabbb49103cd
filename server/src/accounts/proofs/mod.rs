//! Proofs that a mailbox is somebody's: a letter holds a link and a code, and either works once.
//!
//! [`issue`] makes them, in the transaction that sends the letter. [`check`] looks at what was presented and counts wrong
//! codes, before any transaction, so that nothing that fails later forgets the count. [`redeem`] uses the proof up, in
//! the transaction that acts on it; of two at once, one does.

mod check;
mod issue;
mod pending;
mod purpose;
mod redeem;

pub use check::{Checked, Presented, check, mailbox_of};
pub use issue::{Issued, issue};
pub use purpose::Purpose;
pub use redeem::{Redeemed, redeem, void};

pub(crate) use check::look;
pub(super) use check::refuse_code;
pub(crate) use pending::{is_kept_for_another, wished_for};
pub(crate) use redeem::void_undos_since;
