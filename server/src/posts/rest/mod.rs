//! Posts for programs, under `/api/v1/posts`.

mod body;
mod moves;
mod read;
mod write;

use axum::routing::{MethodRouter, get, post};
use domain::paths;
use utoipa::OpenApi;

use crate::{
    AppState, Result,
    http::api::Item,
    posts::records::{Fields, PostRecord},
};

/// Every route of posts with its path.
pub(crate) fn routes_by_path() -> Vec<(String, MethodRouter<AppState>)> {
    let one = format!("{}/{{post}}", paths::API_POSTS);
    vec![
        (paths::API_POSTS.to_owned(), get(read::list_posts).post(write::create_post)),
        (one.clone(), get(read::get_post).patch(write::change_post).delete(moves::delete_post)),
        (format!("{one}/publication"), post(moves::publish_post).delete(moves::unpublish_post)),
        (format!("{one}/deletion"), axum::routing::delete(moves::restore_post)),
    ]
}

/// The part of the contract that is about posts.
#[derive(Debug, OpenApi)]
#[openapi(paths(
    read::list_posts,
    read::get_post,
    write::create_post,
    write::change_post,
    moves::publish_post,
    moves::unpublish_post,
    moves::delete_post,
    moves::restore_post,
))]
pub(crate) struct Contract;

/// A post that was just changed, as an answer.
async fn answer(app: &AppState, viewer: domain::accounts::Viewer, id: domain::id::PostId) -> Result<Item<PostRecord>> {
    let name = super::records::PostName::Id(id);
    let post = super::records::find(app, &viewer, &name, &Fields::all()).await?;
    let tag = post.tag();
    Ok(Item(post, tag))
}
