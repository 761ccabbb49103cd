//! Tokens for programs: what they may do, how they look, what their owner sees of them.

mod form;
mod opaque;
mod scope;
mod view;

pub use form::{Lifetime, TokenForm};
pub use opaque::OpaqueKind;
pub use scope::{Scope, Scopes};
pub use view::{ProgramView, TokenView};
