//! Where somebody is signed in, as they see it themselves.

mod agent;
mod place;
mod view;

pub use agent::describe_agent;
pub use place::describe_place;
pub use view::{SessionList, SessionView};
