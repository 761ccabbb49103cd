//! The tables as SeaORM sees them: columns and relations, no queries. Only this crate's features use them.

pub mod audit_event;
pub mod audit_head;
pub mod author;
pub mod comment;
pub mod installation;
pub mod invitation;
pub mod known_device;
pub mod media;
pub mod member;
pub mod outbox;
pub mod passkey;
pub mod post;
pub mod post_author;
pub mod post_slug;
pub mod post_tag;
pub mod proof;
pub mod recovery_code;
pub mod redirect;
pub mod role;
pub mod role_permission;
pub mod session;
pub mod tag;
pub mod throttle;
pub mod totp_seed;
pub mod trusted_device;
