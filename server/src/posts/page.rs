use domain::{Problem, Slug, Timestamp, id::PostId, markdown::SafeHtml, posts::PublishedPost};
use sea_orm::{ColumnTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait};
use uuid::Uuid;

use super::{
    labels,
    lists::{reading_time, summary},
    neighbours,
    published::{publication, published_posts},
    row::{headings, slug},
};
use crate::{
    AppState, Result,
    entities::{post, post_slug},
};

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The post that has it.
    Post(Box<PublishedPost>),
    /// The present address of the post that had it once.
    Moved(Slug),
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    standfirst: String,
    html: String,
    contents: String,
    words: i32,
    excerpt: String,
    cover: Option<String>,
    status: String,
    published_at: i64,
    updated_at: i64,
}

/// A published post by any address that it ever had.
///
/// # Errors
/// [`Problem::NotFound`] for an address that no published post has or had.
pub async fn published(app: &AppState, address: &Slug) -> Result<Found> {
    let db = app.db.read();
    let row = published_posts()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Slug,
            post::Column::Title,
            post::Column::Standfirst,
            post::Column::Html,
            post::Column::Contents,
            post::Column::Words,
            post::Column::Excerpt,
            post::Column::Cover,
            post::Column::Status,
            post::Column::PublishedAt,
            post::Column::UpdatedAt,
        ])
        .join(JoinType::InnerJoin, post_slug::Relation::Post.def().rev())
        .filter(post_slug::Column::Slug.eq(address.as_str()))
        .into_model::<Row>()
        .one(db)
        .await?
        .ok_or(Problem::NotFound)?;
    if row.slug != address.as_str() {
        return Ok(Found::Moved(slug(row.slug)?));
    }
    let labels = labels::of(db, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let (previous, next) = neighbours::of(db, row.published_at, row.id).await?;
    Ok(Found::Post(Box::new(PublishedPost {
        id: PostId(row.id),
        slug: slug(row.slug)?,
        summary: summary(&row.standfirst, &row.excerpt).to_owned(),
        title: row.title,
        standfirst: row.standfirst,
        cover: row.cover,
        html: SafeHtml::from_store(row.html),
        contents: headings(&row.contents)?,
        publication: publication(&row.status, Some(row.published_at))?,
        updated_at: Timestamp::from_millis(row.updated_at),
        reading_time: reading_time(row.words),
        authors: labels.authors,
        tags: labels.tags,
        writers: labels.writers,
        previous,
        next,
    })))
}
