//! Feeds and sitemaps: their formats, and how they are cut.

mod format;
mod month;

pub use format::FeedFormat;
pub use month::{BadMonth, Month};
