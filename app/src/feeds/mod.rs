//! How to follow the site, for people.

mod page;

pub(crate) use page::feeds;
