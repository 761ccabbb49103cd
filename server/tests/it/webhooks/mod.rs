//! Webhooks, sent to receivers of the tests' own on this machine.

mod deliver;
mod disable;
mod events;
mod manage;
mod order;
mod receiver;
mod replay;
mod survive;
