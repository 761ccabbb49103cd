//! Posts and their comments, for readers and at the desk.

use crate::{
    Slug,
    id::{CommentId, PostId},
};

/// A writer's desk: their drafts and posts.
pub const DESK: &str = "/write";
/// An empty editor.
pub const NEW_POST: &str = "/write/new";

/// A published post.
#[must_use]
pub fn post(slug: &Slug) -> String {
    format!("/posts/{slug}")
}

/// The editor of a post.
#[must_use]
pub fn edit_post(post: PostId) -> String {
    format!("/write/{post}")
}

/// A draft as readers would see it.
#[must_use]
pub fn preview_post(post: PostId) -> String {
    format!("/write/{post}/preview")
}

/// The comments of a published post.
#[must_use]
pub fn post_comments(slug: &Slug) -> String {
    format!("/posts/{slug}#comments")
}

/// One comment, on the page of its post.
#[must_use]
pub fn comment(post: &Slug, comment: CommentId) -> String {
    format!("/posts/{post}#{}", comment_anchor(comment))
}

/// The `id` attribute of a comment.
#[must_use]
pub fn comment_anchor(comment: CommentId) -> String {
    format!("comment-{}", comment.0.simple())
}

/// The form that answers a comment, on the page of its post.
#[must_use]
pub fn reply(post: &Slug, comment: CommentId) -> String {
    format!("/posts/{post}?reply={}#reply", comment.0.simple())
}

/// The form that edits a comment.
#[must_use]
pub fn edit_comment(comment: CommentId) -> String {
    format!("/comments/{comment}/edit")
}
