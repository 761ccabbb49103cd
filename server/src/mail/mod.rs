//! Letters: written once, sent as plain text and as HTML, through the outbox.
//!
//! A feature writes a [`Letter`] and gives it to [`send`] in the transaction that is the reason for it; the worker in
//! [`outbox`](crate::outbox) hands it to the [`Mail`] that the installation is configured with.

mod folder;
mod html;
mod letter;
mod message;
mod preview;
mod send;
mod smtp;
mod text;
mod transport;

pub use folder::{Folder, Kept};
pub use html::html;
pub use letter::{Block, Letter};
pub use message::Message;
pub use preview::preview;
pub use send::{send, send_to_nobody};
pub use smtp::Smtp;
pub use text::text;
pub use transport::{Mail, Sent, Undelivered};
