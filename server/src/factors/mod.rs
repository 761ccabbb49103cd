//! The second step of signing in.
//!
//! A member has a second factor when an authenticator app is confirmed or a passkey is registered. From then on every way
//! in but a passkey (which is two factors in one: the device, and whoever unlocked it) leads to the second step first.

mod asked;
mod pending;

pub use asked::has_one;
pub use pending::is_pending;

pub(crate) use asked::asked_for;
pub(crate) use pending::wait;
