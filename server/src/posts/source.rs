use domain::{
    Problem, Slug, Timestamp,
    posts::{Byline, Publication, TagView},
};
use sea_orm::{ColumnTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait};
use uuid::Uuid;

use super::{
    labels,
    published::{changed_at, publication, published_posts},
    row::slug,
};
use crate::{
    AppState, Result,
    entities::{post, post_slug},
};

/// A published post as its author wrote it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its present address, which may not be the one that was asked for.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Its standfirst; may be empty.
    pub standfirst: String,
    /// Its Markdown.
    pub body: String,
    /// The proof that it is published, and the date readers see.
    pub publication: Publication,
    /// When it changed last, for its readers.
    pub changed_at: Timestamp,
    /// Who wrote it.
    pub authors: Vec<Byline>,
    /// What it is about.
    pub tags: Vec<TagView>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    standfirst: String,
    body: String,
    status: String,
    published_at: i64,
    updated_at: i64,
}

/// The Markdown of a published post, by any address that it ever had.
///
/// # Errors
/// [`Problem::NotFound`] for an address that no published post has or had.
pub async fn source(app: &AppState, address: &Slug) -> Result<Source> {
    let db = app.db.read();
    let row = published_posts()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Slug,
            post::Column::Title,
            post::Column::Standfirst,
            post::Column::Body,
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
    let labels = labels::of(db, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    Ok(Source {
        slug: slug(row.slug)?,
        title: row.title,
        standfirst: row.standfirst,
        body: row.body,
        publication: publication(&row.status, Some(row.published_at))?,
        changed_at: changed_at(row.published_at, row.updated_at),
        authors: labels.authors,
        tags: labels.tags,
    })
}
