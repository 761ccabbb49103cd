//! What the record of security events knows, and how it is read.

mod detail;
mod event;
mod filter;
mod view;

pub use detail::{detail, is_known_detail};
pub use event::Event;
pub use filter::AuditFilter;
pub use view::{AuditRow, Person};
