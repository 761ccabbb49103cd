//! Bylines and tags of posts: those of a whole list in one statement.

use std::collections::HashMap;

use domain::{
    id::MemberId,
    posts::{Byline, TagView},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, QueryTrait,
    RelationTrait,
    sea_query::{Expr, UnionType},
};
use uuid::Uuid;

use super::row::slug;
use crate::{
    Result,
    entities::{author, post_author, post_tag, tag},
};

const AUTHOR: i32 = 0;
const TAG: i32 = 1;

/// What stands around the title of a post.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) authors: Vec<Byline>,
    pub(super) tags: Vec<TagView>,
    /// The members among the authors.
    pub(super) writers: Vec<MemberId>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    post_id: Uuid,
    kind: i32,
    position: i32,
    slug: String,
    name: String,
    member_id: Option<Uuid>,
}

/// The labels of these posts, in their order; none for a post without.
pub(super) async fn of(db: &impl ConnectionTrait, posts: &[Uuid]) -> Result<HashMap<Uuid, Labels>> {
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    let tags = post_tag::Entity::find()
        .select_only()
        .column(post_tag::Column::PostId)
        .expr_as(Expr::cust(TAG.to_string()), "kind")
        .column(post_tag::Column::Position)
        .column(tag::Column::Slug)
        .column(tag::Column::Name)
        .expr_as(Expr::cust("NULL"), "member_id")
        .join(JoinType::InnerJoin, post_tag::Relation::Tag.def())
        .filter(post_tag::Column::PostId.is_in(posts.iter().copied()))
        .into_query();
    let mut labels = post_author::Entity::find()
        .select_only()
        .column(post_author::Column::PostId)
        .expr_as(Expr::cust(AUTHOR.to_string()), "kind")
        .column(post_author::Column::Position)
        .column(author::Column::Slug)
        .column(author::Column::Name)
        .column(author::Column::MemberId)
        .join(JoinType::InnerJoin, post_author::Relation::Author.def())
        .filter(post_author::Column::PostId.is_in(posts.iter().copied()))
        .into_query();
    labels.union(UnionType::All, tags);
    let rows = Row::find_by_statement(db.get_database_backend().build(&labels)).all(db).await?;
    gather(rows)
}

fn gather(mut rows: Vec<Row>) -> Result<HashMap<Uuid, Labels>> {
    rows.sort_by_key(|row| row.position);
    let mut labels: HashMap<Uuid, Labels> = HashMap::new();
    for row in rows {
        let of_post = labels.entry(row.post_id).or_default();
        let slug = slug(row.slug)?;
        if row.kind == AUTHOR {
            of_post.writers.extend(row.member_id.map(MemberId));
            of_post.authors.push(Byline { slug, name: row.name });
        } else {
            of_post.tags.push(TagView { slug, name: row.name });
        }
    }
    Ok(labels)
}
