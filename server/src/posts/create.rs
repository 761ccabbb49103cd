use domain::{
    accounts::Actor,
    id::PostId,
    markdown::RenderedPost,
    posts::{PostFacts, PostForm, PostInput, Status},
};
use sea_orm::{ActiveValue::Set, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::{
    Saved, authors,
    editable::editable,
    row::{self, columns_of, text_columns},
    slugs, tags,
};
use crate::{AppState, Result, database, entities::post, markdown};

/// Starts a draft under the id that its form was given, with the member's own name under it.
///
/// The same id again is the same form sent twice: the first draft is the answer.
///
/// # Errors
/// [`Problem::Forbidden`](domain::Problem::Forbidden) for members who do not write; the field errors of the form;
/// `slug`/`taken`.
pub async fn create(app: &AppState, actor: &Actor, id: PostId, input: &PostInput) -> Result<Saved> {
    PostFacts::may_create(actor)?;
    let form = input.parse()?;
    let text = markdown::render(app.db.read(), &form.body).await?;
    let saved = database::retrying(|| Box::pin(insert(app, actor, id, &form, &text))).await?;
    tracing::info!(post.id = %id, member.id = %actor.id, "Started the post `{}`", saved.slug);
    Ok(saved)
}

async fn insert(app: &AppState, actor: &Actor, id: PostId, form: &PostForm, text: &RenderedPost) -> Result<Saved> {
    let txn = app.db.begin().await?;
    let known: Option<Uuid> =
        post::Entity::find_by_id(id.0).select_only().column(post::Column::Id).into_tuple().one(&txn).await?;
    if known.is_some() {
        return row::saved(editable(&txn, actor, id).await?);
    }
    let slug = slugs::for_new(&txn, &form.slug).await?;
    let now = app.clock.now().millis();
    let status = Status::Draft { first_published_at: None };
    let standing = columns_of(status);
    let draft = post::ActiveModel {
        id: Set(id.0),
        slug: Set(slug.as_str().to_owned()),
        status: standing.status,
        was_published: standing.was_published,
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..text_columns(form, text)?
    };
    post::Entity::insert(draft).exec_without_returning(&txn).await?;
    slugs::claim(&txn, &slug, id.0).await?;
    authors::sign(app, &txn, actor, id.0).await?;
    tags::retag(app, &txn, id.0, &form.tags).await?;
    txn.commit().await?;
    Ok(Saved { id, slug, version: 1, status })
}
