//! Members, as those see them who manage them.

mod filter;
mod forms;
mod policy;
mod view;

pub use filter::{MemberFilter, MemberState};
pub use forms::SuspensionForm;
pub use policy::{MemberFacts, may_hand_out};
pub use view::{MemberDetails, MemberRow};
