//! Reading, writing and publishing posts.

mod api;
pub mod islands;
#[cfg(feature = "ssr")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub(crate) mod parts;

pub use api::{
    CreatePost, DeletePost, PublishPost, RestorePost, SavePost, UnpublishPost, create_post, delete_post, publish_post,
    restore_post, save_post, unpublish_post,
};
