use axum::extract::State;
use domain::{
    Problem,
    accounts::{Actor, Viewer},
    id::PostId,
    paths,
};

use super::{
    answer,
    body::{NewPost, PostPatch},
};
use crate::{
    AppState, Error, Result,
    http::api::{At, Created, IfMatch, Item, ProblemBody, Sent, Who},
    posts::{
        self,
        records::{Fields, PostName, PostRecord, find},
    },
};

/// Begin a draft, under your own name.
#[utoipa::path(
    post,
    path = "/api/v1/posts",
    operation_id = "create_post",
    tag = "Posts",
    request_body = NewPost,
    responses((status = 201, body = PostRecord), (status = "default", body = ProblemBody<'static>)),
    security(("token" = ["posts:write"])),
)]
pub(super) async fn create_post(
    State(app): State<AppState>,
    Who(actor): Who<Actor>,
    Sent(new): Sent<NewPost>,
) -> Result<Created<PostRecord>> {
    let saved = posts::create(&app, &actor, PostId(app.ids.uuid()), &new.input()?).await?;
    let item = answer(&app, Viewer::Member(actor), saved.id).await?;
    Ok(Created { at: paths::api_post(saved.id), item })
}

/// Change a post. Say in `If-Match` which state of it you have read.
#[utoipa::path(
    patch,
    path = "/api/v1/posts/{post}",
    operation_id = "change_post",
    tag = "Posts",
    params(("post" = String, Path, format = "uuid"), ("If-Match" = String, Header, description = "Its ETag, or *")),
    request_body(content((PostPatch = "application/merge-patch+json"), (PostPatch = "application/json"))),
    responses((status = 200, body = PostRecord), (status = "default", body = ProblemBody<'static>)),
    security(("token" = ["posts:write"])),
)]
pub(super) async fn change_post(
    State(app): State<AppState>,
    Who(actor): Who<Actor>,
    At(id): At<PostId>,
    read: IfMatch,
    Sent(patch): Sent<PostPatch>,
) -> Result<Item<PostRecord>> {
    let viewer = Viewer::Member(actor.clone());
    let post = find(&app, &viewer, &PostName::Id(id), &Fields::all()).await?;
    read.demand(&post.tag())?;
    let version = post.version;
    let saved = posts::save(&app, &actor, id, version, &patch.apply(post)?).await;
    saved.map_err(lost_race)?;
    answer(&app, viewer, id).await
}

/// Whoever saved in between changed what `If-Match` spoke of.
fn lost_race(error: Error) -> Error {
    if error.is(&Problem::EditConflict) { Problem::PreconditionFailed.into() } else { error }
}
