use domain::{Timestamp, id::MemberId, posts::PostInput};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};

use super::{labels, row::status};
use crate::{
    AppState, Result,
    entities::{author, post, post_author},
};

/// A post as one of its writers takes it away.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// The editor's fields; `slug` is its present address.
    pub(crate) input: PostInput,
    /// The names under its title, in their order.
    pub(crate) authors: Vec<String>,
    /// When it was first published, if ever.
    pub(crate) published_at: Option<Timestamp>,
    /// Whether everybody can read it.
    pub(crate) is_public: bool,
}

/// Every post that a member writes, alone or with others, oldest first; also those in the bin.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn written_by(app: &AppState, member: MemberId) -> Result<Vec<Written>> {
    let db = app.db.read();
    let posts = post::Entity::find()
        .join(JoinType::InnerJoin, post_author::Relation::Post.def().rev())
        .join(JoinType::InnerJoin, post_author::Relation::Author.def())
        .filter(author::Column::MemberId.eq(member.0))
        .order_by_asc(post::Column::CreatedAt)
        .order_by_asc(post::Column::Id)
        .all(db)
        .await?;
    let ids: Vec<_> = posts.iter().map(|post| post.id).collect();
    let mut labels = labels::of(db, &ids).await?;
    Ok(posts.into_iter().map(|post| written(labels.remove(&post.id).unwrap_or_default(), post)).collect())
}

fn written(labels: labels::Labels, post: post::Model) -> Written {
    let tags: Vec<String> = labels.tags.into_iter().map(|tag| tag.name.to_string()).collect();
    Written {
        is_public: post.status == status::PUBLISHED,
        published_at: post.published_at.map(Timestamp::from_millis),
        authors: labels.authors.into_iter().map(|author| author.name).collect(),
        input: PostInput {
            title: post.title,
            standfirst: post.standfirst,
            body: post.body,
            tags: tags.join(", "),
            cover: post.cover.unwrap_or_default(),
            slug: post.slug,
        },
    }
}
