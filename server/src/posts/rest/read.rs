use axum::extract::State;
use domain::{FieldErrors, Problem, accounts::Viewer};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    AppState, Result,
    http::api::{At, Item, List, Listed, Parameters, ProblemBody, Sparse, Who, page_of},
    posts::records::{Fields, PostFilter, PostName, PostRecord, RawFilter, find, list},
};

/// What a list of posts is filtered by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParameters {
    /// `published` (the default, newest first), `draft` or `deleted` (saved last first; your own, or everybody's if you
    /// may edit any post).
    #[param(required = false, example = "published")]
    status: String,
    /// Slug of a tag that they have.
    #[param(required = false)]
    tag: String,
    /// Slug of an author of theirs.
    #[param(required = false)]
    author: String,
    /// Words that their title or standfirst holds, in a row.
    #[param(required = false)]
    q: String,
    /// Published at this moment or later; of drafts and deleted posts: saved.
    #[param(required = false, format = DateTime)]
    since: String,
    /// Names of the fields to answer with, with commas between them; everything but the text if it is left out.
    #[param(required = false, example = "title,url")]
    fields: Option<String>,
}

impl ListParameters {
    fn parse(&self) -> Result<(PostFilter, Fields), Problem> {
        let raw =
            RawFilter { status: &self.status, tag: &self.tag, author: &self.author, q: &self.q, since: &self.since };
        Ok((raw.parse()?, fields(self.fields.as_deref(), Fields::without_text)?))
    }
}

fn fields(raw: Option<&str>, otherwise: fn() -> Fields) -> Result<Fields, Problem> {
    let told = |error| Problem::Invalid { fields: FieldErrors::one("fields", error) };
    raw.map_or_else(|| Ok(otherwise()), |raw| Fields::parse(raw).map_err(told))
}

/// List posts.
#[utoipa::path(
    get,
    path = "/api/v1/posts",
    operation_id = "list_posts",
    tag = "Posts",
    params(ListParameters, page_of::Parameters),
    responses((status = 200, body = inline(page_of::Page<PostRecord>)), (status = "default", body = ProblemBody<'static>)),
    security((), ("token" = [])),
)]
pub(super) async fn list_posts(
    State(app): State<AppState>,
    Who(viewer): Who<Viewer>,
    asked: List<ListParameters>,
) -> Result<Listed<Sparse<PostRecord>>> {
    let (filter, fields) = asked.filter.parse()?;
    let page = list(&app, &viewer, &filter, &fields, asked.range).await?;
    Ok(asked.answer(page.map(|post| Sparse::new(post, fields.names()))))
}

/// How a post is shown.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ItemParameters {
    /// Names of the fields to answer with, with commas between them; all of them if it is left out.
    #[param(required = false, example = "title,html")]
    fields: Option<String>,
}

/// Read a post, by its id or by any slug that it has or had.
#[utoipa::path(
    get,
    path = "/api/v1/posts/{post}",
    operation_id = "get_post",
    tag = "Posts",
    params(("post" = String, Path, description = "Id or slug"), ItemParameters),
    responses((status = 200, body = PostRecord), (status = "default", body = ProblemBody<'static>)),
    security((), ("token" = [])),
)]
pub(super) async fn get_post(
    State(app): State<AppState>,
    Who(viewer): Who<Viewer>,
    At(name): At<PostName>,
    Parameters(asked): Parameters<ItemParameters>,
) -> Result<Item<Sparse<PostRecord>>> {
    let fields = fields(asked.fields.as_deref(), Fields::all)?;
    let post = find(&app, &viewer, &name, &fields).await?;
    let tag = post.tag();
    Ok(Item(Sparse::new(post, fields.names()), tag))
}
