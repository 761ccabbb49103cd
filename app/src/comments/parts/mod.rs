//! Server-rendered pieces of a discussion.

mod comment;
mod comment_form;
mod comments;

pub(crate) use comments::Comments;
