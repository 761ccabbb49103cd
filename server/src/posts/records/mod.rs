//! Posts as programs read them: as much of each as was asked for, whoever asks seeing what they may.

mod field;
mod filter;
mod find;
mod list;
mod record;
mod row;
mod visible;

pub(crate) use field::{Fields, PostField};
pub(crate) use filter::{PostFilter, RawFilter, StatusFilter};
pub(crate) use find::{PostName, find};
pub(crate) use list::list;
pub(crate) use record::PostRecord;
