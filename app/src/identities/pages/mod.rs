//! The pages between here and a service.

mod callback;
mod join;
mod leave;

pub(crate) use callback::{after, callback};
pub(crate) use join::join;
pub(crate) use leave::leave;
