//! Roles: what an installation calls them, what each may do, and who has them.

mod read;

pub use read::named;
