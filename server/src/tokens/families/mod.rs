//! Programs that are signed in. A family is one sign-in of one program: a chain of refresh tokens of which one is good.

mod begin;
mod end;
mod grant;
mod list;
mod refresh;

pub use end::{end_all, end_program};
pub use grant::Grant;
pub use list::list_programs;

pub(super) use begin::{Program, begin};
pub(super) use end::{end_by_id, end_by_token};
pub(super) use refresh::refresh;
