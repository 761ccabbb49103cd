use domain::{
    Problem,
    accounts::Actor,
    id::PostId,
    markdown::RenderedPost,
    posts::{PostForm, PostInput, SlugChoice, Status},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Saved,
    announce::announce,
    editable::editable,
    labels,
    row::{self, Standing, status, text_columns},
    slugs, tags,
};
use crate::{AppState, Result, database, entities::post, markdown};

/// Saves the editor's fields over the `version` that the writer started from. What is published shows them at once.
///
/// The same fields again over the same version are the same form sent twice: the first save is the answer.
///
/// # Errors
/// [`Problem::NotFound`] unless this member may edit the post; [`Problem::EditConflict`] if somebody saved in between;
/// [`Problem::IllegalMove`] if it is deleted; the field errors of the form; `slug`/`taken`.
pub async fn save(app: &AppState, actor: &Actor, id: PostId, version: i64, input: &PostInput) -> Result<Saved> {
    let known = editable(app.db.read(), actor, id).await?;
    let form = input.parse()?;
    if let Some(saved) = earlier(app.db.read(), known, version, &form).await? {
        return Ok(saved);
    }
    let text = markdown::render(app.db.read(), &form.body).await?;
    let saved = database::retrying(|| Box::pin(update(app, actor, id, version, &form, &text))).await?;
    tracing::info!(post.id = %id, member.id = %actor.id, "Saved the post `{}`", saved.slug);
    Ok(saved)
}

async fn update(
    app: &AppState,
    actor: &Actor,
    id: PostId,
    version: i64,
    form: &PostForm,
    text: &RenderedPost,
) -> Result<Saved> {
    let txn = app.db.begin().await?;
    let post = editable(&txn, actor, id).await?;
    if let Some(saved) = earlier(&txn, post.clone(), version, form).await? {
        return Ok(saved);
    }
    let slug = slugs::for_saved(&txn, &post, &form.slug).await?;
    let now = app.clock.now();
    let changes = post::ActiveModel {
        slug: Set(slug.as_str().to_owned()),
        updated_at: Set(now.millis()),
        public_change_at: row::public_change(post.status == status::PUBLISHED, now),
        ..text_columns(form, text)?
    };
    let written = post::Entity::update_many()
        .set(changes)
        .col_expr(post::Column::Version, Expr::col(post::Column::Version).add(1))
        .filter(post::Column::Id.eq(id.0))
        .filter(post::Column::Version.eq(version))
        .filter(post::Column::Status.ne(status::DELETED))
        .exec(&txn)
        .await?;
    if written.rows_affected == 0 {
        // Somebody saved since the look above; perhaps it was this very form.
        txn.rollback().await?;
        let post = editable(app.db.read(), actor, id).await?;
        return Ok(earlier(app.db.read(), post, version, form).await?.ok_or(Problem::EditConflict)?);
    }
    slugs::change(&txn, &post, &slug).await?;
    tags::retag(app, &txn, id.0, &form.tags).await?;
    let status = Standing::from(&post).status()?;
    announce(&txn, app, id, status, status).await?;
    txn.commit().await?;
    Ok(Saved { id, slug, version: version + 1, status })
}

/// The answer for a post that cannot be saved over `version` any more: what the first of two equal saves made of it, or
/// the problem. `None` if it can be saved.
async fn earlier(db: &impl ConnectionTrait, post: post::Model, version: i64, form: &PostForm) -> Result<Option<Saved>> {
    if matches!(Standing::from(&post).status()?, Status::Deleted { .. }) {
        return Err(Problem::IllegalMove.into());
    }
    if post.version == version {
        return Ok(None);
    }
    let twice = post.version == version + 1 && holds(db, &post, form).await?;
    if twice { row::saved(post).map(Some) } else { Err(Problem::EditConflict.into()) }
}

/// Whether the post holds exactly what the form says.
async fn holds(db: &impl ConnectionTrait, post: &post::Model, form: &PostForm) -> Result<bool> {
    let labels = labels::of(db, &[post.id]).await?.remove(&post.id).unwrap_or_default();
    let slug = match &form.slug {
        SlugChoice::Typed(slug) => slug.as_str() == post.slug,
        SlugChoice::FromTitle(_) => true,
    };
    Ok(slug
        && post.title == form.title
        && post.standfirst == form.standfirst
        && post.body == form.body
        && post.cover.as_deref() == form.cover.as_ref().map(domain::posts::CoverUrl::as_str)
        && labels.tags.iter().map(|tag| &tag.slug).eq(form.tags.iter().map(|tag| &tag.slug)))
}
