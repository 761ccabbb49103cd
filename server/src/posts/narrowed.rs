use domain::{Problem, Slug};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait, Select};

use super::published::published_posts;
use crate::{
    AppState, Result,
    entities::{author, post, post_author, post_tag, tag},
};

/// A tag, and the published posts that have it.
///
/// # Errors
/// [`Problem::NotFound`] for a tag that there is not.
pub(super) async fn tagged(app: &AppState, slug: &Slug) -> Result<(tag::Model, Select<post::Entity>)> {
    let known = tag::Entity::find().filter(tag::Column::Slug.eq(slug.as_str())).one(app.db.read()).await?;
    let tag = known.ok_or(Problem::NotFound)?;
    let posts = published_posts()
        .join(JoinType::InnerJoin, post_tag::Relation::Post.def().rev())
        .filter(post_tag::Column::TagId.eq(tag.id));
    Ok((tag, posts))
}

/// An author, and their published posts.
///
/// # Errors
/// [`Problem::NotFound`] for an author who does not exist.
pub(super) async fn signed(app: &AppState, slug: &Slug) -> Result<(author::Model, Select<post::Entity>)> {
    let known = author::Entity::find().filter(author::Column::Slug.eq(slug.as_str())).one(app.db.read()).await?;
    let author = known.ok_or(Problem::NotFound)?;
    let posts = published_posts()
        .join(JoinType::InnerJoin, post_author::Relation::Post.def().rev())
        .filter(post_author::Column::AuthorId.eq(author.id));
    Ok((author, posts))
}
