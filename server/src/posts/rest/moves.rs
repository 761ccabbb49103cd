use axum::extract::State;
use domain::{
    accounts::{Actor, Viewer},
    id::PostId,
};

use super::answer;
use crate::{
    AppState, Result,
    http::api::{At, Done, IfMatch, Item, ProblemBody, Who},
    posts::{
        self,
        records::{Fields, PostName, PostRecord, find},
    },
};

/// Publish a draft. One that was published before keeps its first date.
#[utoipa::path(
    post,
    path = "/api/v1/posts/{post}/publication",
    operation_id = "publish_post",
    tag = "Posts",
    params(("post" = String, Path, format = "uuid"), ("If-Match" = Option<String>, Header, description = "Its ETag")),
    responses((status = 200, body = PostRecord), (status = "default", body = ProblemBody<'static>)),
    security(("token" = ["posts:write"])),
)]
pub(super) async fn publish_post(
    State(app): State<AppState>,
    Who(actor): Who<Actor>,
    At(id): At<PostId>,
    read: IfMatch,
) -> Result<Item<PostRecord>> {
    check(&app, &actor, id, &read).await?;
    posts::publish(&app, &actor, id).await?;
    answer(&app, Viewer::Member(actor), id).await
}

/// Take a published post back among the drafts.
#[utoipa::path(
    delete,
    path = "/api/v1/posts/{post}/publication",
    operation_id = "unpublish_post",
    tag = "Posts",
    params(("post" = String, Path, format = "uuid"), ("If-Match" = Option<String>, Header, description = "Its ETag")),
    responses((status = 200, body = PostRecord), (status = "default", body = ProblemBody<'static>)),
    security(("token" = ["posts:write"])),
)]
pub(super) async fn unpublish_post(
    State(app): State<AppState>,
    Who(actor): Who<Actor>,
    At(id): At<PostId>,
    read: IfMatch,
) -> Result<Item<PostRecord>> {
    check(&app, &actor, id, &read).await?;
    posts::unpublish(&app, &actor, id).await?;
    answer(&app, Viewer::Member(actor), id).await
}

/// Put a post into the bin.
#[utoipa::path(
    delete,
    path = "/api/v1/posts/{post}",
    operation_id = "delete_post",
    tag = "Posts",
    params(("post" = String, Path, format = "uuid"), ("If-Match" = Option<String>, Header, description = "Its ETag")),
    responses((status = 204), (status = "default", body = ProblemBody<'static>)),
    security(("token" = ["posts:write"])),
)]
pub(super) async fn delete_post(
    State(app): State<AppState>,
    Who(actor): Who<Actor>,
    At(id): At<PostId>,
    read: IfMatch,
) -> Result<Done> {
    check(&app, &actor, id, &read).await?;
    posts::delete(&app, &actor, id).await?;
    Ok(Done)
}

/// Take a post out of the bin: it stands again where it stood before.
#[utoipa::path(
    delete,
    path = "/api/v1/posts/{post}/deletion",
    operation_id = "restore_post",
    tag = "Posts",
    params(("post" = String, Path, format = "uuid"), ("If-Match" = Option<String>, Header, description = "Its ETag")),
    responses((status = 200, body = PostRecord), (status = "default", body = ProblemBody<'static>)),
    security(("token" = ["posts:write"])),
)]
pub(super) async fn restore_post(
    State(app): State<AppState>,
    Who(actor): Who<Actor>,
    At(id): At<PostId>,
    read: IfMatch,
) -> Result<Item<PostRecord>> {
    check(&app, &actor, id, &read).await?;
    posts::restore(&app, &actor, id).await?;
    answer(&app, Viewer::Member(actor), id).await
}

/// Asks for the state of the post only if the program said which one it wants.
async fn check(app: &AppState, actor: &Actor, id: PostId, read: &IfMatch) -> Result<()> {
    if matches!(read, IfMatch::OneOf(_)) {
        let viewer = Viewer::Member(actor.clone());
        let post = find(app, &viewer, &PostName::Id(id), &Fields::from_iter([])).await?;
        read.check(&post.tag())?;
    }
    Ok(())
}
