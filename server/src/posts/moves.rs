use domain::{Problem, accounts::Actor, id::PostId, posts::Move};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    Saved,
    announce::announce,
    editable::editable,
    row::{Standing, columns_of, public_change, slug},
};
use crate::{AppState, Result, entities::post};

/// Makes a move that is legal from where the post stands.
///
/// The update asks for the status again, so of two moves at the same moment one finds the post gone from where it saw it.
pub(super) async fn make(app: &AppState, actor: &Actor, id: PostId, step: Move) -> Result<Saved> {
    let post = editable(app.db.read(), actor, id).await?;
    let now = app.clock.now();
    let before = Standing::from(&post).status()?;
    let status = before.after(step, now)?;
    let is_seen = before.publication().is_some() || status.publication().is_some();
    let txn = app.db.begin().await?;
    let moved = post::Entity::update_many()
        .set(post::ActiveModel { public_change_at: public_change(is_seen, now), ..columns_of(status) })
        .filter(post::Column::Id.eq(id.0))
        .filter(post::Column::Status.eq(&*post.status))
        .filter(match post.published_at {
            Some(at) => post::Column::PublishedAt.eq(at),
            None => post::Column::PublishedAt.is_null(),
        })
        .exec(&txn)
        .await?;
    if moved.rows_affected == 0 {
        return Err(Problem::IllegalMove.into());
    }
    announce(&txn, app, id, before, status).await?;
    txn.commit().await?;
    tracing::info!(post.id = %id, member.id = %actor.id, "{step:?} of the post `{}`", post.slug);
    Ok(Saved { id, slug: slug(post.slug)?, version: post.version, status })
}
