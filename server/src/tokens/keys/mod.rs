//! The keys that sign access tokens: made on demand, rotated by command, published for those who check tokens.

mod key;
mod ring;
mod store;

pub use ring::KeyRing;
pub use store::{KeyView, jwks, list, rotate};

pub(super) use key::SigningKey;
pub(super) use store::current;
