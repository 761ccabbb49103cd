//! Letters: written once, sent as plain text and as HTML, through the outbox.

mod letter;
mod send;

pub use letter::{Block, Letter};
pub use send::send;
