//! Webhooks: other programs are told what happens, as it happens (docs/webhooks.md).
//!
//! What is to be told is written in the transaction that makes it true ([`Audience`]) and sent after it was committed,
//! **at least once**: when a process dies in the middle, nobody knows whether the message arrived, and it is sent again
//! under the same id. Messages about one post, comment or member go to a webhook **in order**: the next one waits until
//! those before it were accepted or given up. Messages that somebody asks for again come when they come.

mod audience;
mod deliver;
mod letters;
mod manage;
mod prune;
mod read;
mod shown;
mod signing;
mod state;

pub use deliver::{Delivered, deliver_due};
pub use manage::{NewSecret, change, delete, make, pause, ping, replay, replay_range, resume, rotate};
pub use read::{deliveries, delivery, details, list};
pub use shown::{keep, take};
pub use signing::{InvalidSecret, Secret, is_signed, signature};

pub(crate) use audience::Audience;
pub(crate) use deliver::deliver_while;
pub use prune::prune;
