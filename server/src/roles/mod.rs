//! Roles: what an installation calls them, what each may do, and who has them.

mod allowed;
mod create;
mod delete;
mod read;
mod save;

pub use create::create;
pub use delete::delete;
pub use read::{choices, label, list, named};
pub use save::save;

pub(crate) use read::{label_of, permissions_of};
