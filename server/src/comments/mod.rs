//! Comments: writing, changing, moderating and reading them.

mod announce;
mod create;
mod delete;
mod edit;
mod editable;
mod forget;
mod load;
mod moderate;
mod read;
mod rendering;

use domain::{Slug, id::CommentId};

pub use create::create;
pub use delete::delete;
pub use edit::edit;
pub use editable::editable;
pub use moderate::{hide, show};
pub use read::on_post;

pub(crate) use forget::forget_deleted;

/// Where a comment stands: what its form leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address of its post.
    pub post: Slug,
    /// Which comment.
    pub comment: CommentId,
}
