//! What all routes for programs share: how they learn who asks and what is sent, and in which form they answer.
//!
//! A handler says who, what, do, answer: [`Who`] asks, [`At`], [`Parameters`], [`List`] and [`Sent`] say what, an action does
//! it, and [`Item`], [`Created`], [`Listed`] or [`Done`] answers.

mod at;
mod contract;
mod item;
mod listed;
mod openapi;
mod parameters;
mod precondition;
mod sent;
mod sparse;
mod who;

pub(crate) use at::At;
pub(crate) use contract::{ProblemBody, page_of};
pub(crate) use item::{Created, Done, Item};
pub use openapi::document;

pub(crate) use listed::{List, Listed, Range};
pub(in crate::http) use openapi::openapi;
pub(crate) use parameters::Parameters;
pub(crate) use precondition::{EntityTag, IfMatch};
pub(crate) use sent::Sent;
pub(crate) use sparse::Sparse;
pub(crate) use who::Who;
