//! The assembled site: every layer, page and server function together, asked over HTTP without a socket.

mod acting;
mod admin;
mod asvs;
mod command_line;
mod dev_mail;
mod discovery;
mod examples;
mod forms;
mod killed;
mod letters;
mod log;
mod own_data;
mod policy_inventory;
mod problem_pages;
mod query_budget;
mod reading_pages;
mod sessions;
mod site;
mod tokens;
mod verify;
mod webhooks;
