use domain::{Timestamp, paths, posts::Status, site::Site};
use sea_orm::{DbErr, FromQueryResult, QueryResult, QuerySelect, Select, TryGetable, sea_query::Expr};
use uuid::Uuid;

use super::{Fields, PostField, PostRecord};
use crate::{
    Result,
    entities::post,
    posts::{
        labels::Labels,
        lists::{reading_time, summary, visible_comments},
        published::changed_at,
        row::{Standing, slug},
    },
};

/// Asks for the columns that these fields are made of, and no others.
pub(super) fn with_columns(posts: Select<post::Entity>, fields: &Fields) -> Select<post::Entity> {
    use post::Column;
    // Where a post stands decides what is told of it, and its version is its tag.
    let posts = posts.select_only().columns([
        Column::Id,
        Column::Slug,
        Column::Status,
        Column::WasPublished,
        Column::PublishedAt,
        Column::UpdatedAt,
        Column::DeletedAt,
        Column::Version,
    ]);
    let posts = [
        (Column::Title, &[PostField::Title][..]),
        (Column::Standfirst, &[PostField::Standfirst, PostField::Summary]),
        (Column::Excerpt, &[PostField::Summary]),
        (Column::Body, &[PostField::Body]),
        (Column::Html, &[PostField::Html]),
        (Column::Cover, &[PostField::Cover]),
        (Column::Words, &[PostField::Words, PostField::ReadingMinutes]),
    ]
    .into_iter()
    .filter(|(_, wanted)| wanted.iter().any(|field| fields.has(*field)))
    .fold(posts, |posts, (column, _)| posts.column(column));
    if fields.has(PostField::CommentCount) {
        posts.expr_as(Expr::SubQuery(None, Box::new(visible_comments().into())), "comments")
    } else {
        posts
    }
}

/// What [`with_columns`] asked for; empty where it did not.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: Uuid,
    slug: String,
    status: String,
    was_published: bool,
    pub(super) published_at: Option<i64>,
    pub(super) updated_at: i64,
    deleted_at: Option<i64>,
    version: i64,
    title: String,
    standfirst: String,
    excerpt: String,
    body: String,
    html: String,
    cover: Option<String>,
    words: i32,
    comments: i64,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let asked = row.column_names();
        Ok(Self {
            id: row.try_get(prefix, "id")?,
            slug: row.try_get(prefix, "slug")?,
            status: row.try_get(prefix, "status")?,
            was_published: row.try_get(prefix, "was_published")?,
            published_at: row.try_get(prefix, "published_at")?,
            updated_at: row.try_get(prefix, "updated_at")?,
            deleted_at: row.try_get(prefix, "deleted_at")?,
            version: row.try_get(prefix, "version")?,
            title: optional(row, &asked, "title")?,
            standfirst: optional(row, &asked, "standfirst")?,
            excerpt: optional(row, &asked, "excerpt")?,
            body: optional(row, &asked, "body")?,
            html: optional(row, &asked, "html")?,
            cover: optional(row, &asked, "cover")?,
            words: optional(row, &asked, "words")?,
            comments: optional(row, &asked, "comments")?,
        })
    }
}

fn optional<T: TryGetable + Default>(row: &QueryResult, asked: &[String], column: &str) -> Result<T, DbErr> {
    if asked.iter().any(|name| name == column) { row.try_get("", column) } else { Ok(T::default()) }
}

impl Row {
    /// The post that the row and its labels describe.
    pub(super) fn record(self, labels: Labels, site: &Site) -> Result<PostRecord> {
        let standing = Standing {
            status: &self.status,
            was_published: self.was_published,
            published_at: self.published_at,
            deleted_at: self.deleted_at,
        };
        let status = standing.status()?;
        let slug = slug(self.slug)?;
        let is_public = matches!(status, Status::Published { .. });
        Ok(PostRecord {
            id: self.id,
            url: is_public.then(|| format!("{}{}", site.url, paths::post(&slug))),
            slug: slug.into(),
            status: status.into(),
            summary: summary(&self.standfirst, &self.excerpt).to_owned(),
            title: self.title,
            standfirst: self.standfirst,
            body: self.body,
            html: self.html,
            cover: self.cover,
            authors: labels.authors.into_iter().map(Into::into).collect(),
            tags: labels.tags.into_iter().map(Into::into).collect(),
            words: u32::try_from(self.words).unwrap_or(0),
            reading_minutes: reading_time(self.words).minutes(),
            comment_count: u64::try_from(self.comments).unwrap_or(0),
            version: self.version,
            published_at: self.published_at.map(Timestamp::from_millis),
            updated_at: match self.published_at.filter(|_| is_public) {
                Some(published_at) => changed_at(published_at, self.updated_at),
                None => Timestamp::from_millis(self.updated_at),
            },
            deleted_at: self.deleted_at.map(Timestamp::from_millis),
        })
    }
}
