//! Commenting on posts.

mod api;
#[cfg(feature = "ssr")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub(crate) mod parts;

pub use api::{
    CreateComment, DeleteComment, EditComment, HideComment, ShowComment, create_comment, delete_comment, edit_comment,
    hide_comment, show_comment,
};
