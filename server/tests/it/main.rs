//! What people and programs rely on, feature by feature, each test with a database of its own.
//!
//! [`test_app`] is how a test sets its scene. The tests run on SQLite; `MASTHEAD_TEST_DATABASE=postgres` or `mysql` runs
//! the same ones on a server on this machine.

mod accounts;
mod audit;
mod comments;
mod factors;
mod http;
mod import;
mod mail;
mod markdown;
mod migrations;
mod outbound;
mod outbox;
mod posts;
mod seed;
mod sessions;
mod test_app;
