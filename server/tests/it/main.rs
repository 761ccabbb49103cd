//! What people and programs rely on, feature by feature, each test with a database of its own.
//!
//! [`test_app`] is how a test sets its scene. The tests run on SQLite; `MASTHEAD_TEST_DATABASE=postgres` or `mysql` runs
//! the same ones on a server on this machine.

mod accounts;
mod acting;
mod api;
mod audit;
mod comments;
mod devices;
mod factors;
mod feeds;
mod http;
mod identities;
mod import;
mod invitations;
mod mail;
mod markdown;
mod members;
mod migrations;
mod outbound;
mod outbox;
mod plans;
mod posts;
mod roles;
mod seed;
mod sessions;
mod test_app;
mod tokens;
mod webhooks;
mod worker;
