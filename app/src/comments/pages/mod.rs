//! The pages of comments; threads stand on the pages of posts.

mod edit;

pub(crate) use edit::edit;
