use domain::{Problem, accounts::Actor, id::PostId, posts::PostFacts};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::SimpleExpr,
};

use crate::{
    Result,
    entities::{author, post, post_author},
};

/// The posts that this member may see the drafts of, edit, publish and delete.
///
/// # Errors
/// [`Problem::NotFound`] for a member who may edit none.
pub(super) fn editable_by(actor: &Actor) -> Result<Select<post::Entity>> {
    let posts = post::Entity::find();
    if (PostFacts { own: false }).may_edit(actor).is_ok() {
        return Ok(posts);
    }
    PostFacts { own: true }.may_edit(actor)?;
    Ok(posts.filter(is_by(actor)))
}

/// One of them.
///
/// # Errors
/// [`Problem::NotFound`] for one that this member may not edit, as for one that does not exist.
pub(super) async fn editable(db: &impl ConnectionTrait, actor: &Actor, id: PostId) -> Result<post::Model> {
    let post = editable_by(actor)?.filter(post::Column::Id.eq(id.0)).one(db).await?;
    Ok(post.ok_or(Problem::NotFound)?)
}

pub(super) fn is_by(actor: &Actor) -> SimpleExpr {
    let own = post_author::Entity::find()
        .select_only()
        .column(post_author::Column::PostId)
        .join(JoinType::InnerJoin, post_author::Relation::Author.def())
        .filter(author::Column::MemberId.eq(actor.id.0))
        .into_query();
    post::Column::Id.in_subquery(own)
}
