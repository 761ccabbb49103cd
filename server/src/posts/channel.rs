use domain::{
    Problem, Slug, Timestamp,
    id::PostId,
    markdown::SafeHtml,
    posts::{Byline, Publication, TagView},
};
use sea_orm::{
    FromQueryResult, QueryOrder, QuerySelect, Select,
    sea_query::{CaseStatement, Expr, ExprTrait, Func},
};
use uuid::Uuid;

use super::{
    labels::{self, Labels},
    lists::summary,
    narrowed::{signed, tagged},
    published::{changed_at, publication, published_posts},
    row::slug,
};
use crate::{AppState, Result, entities::post};

/// Longer texts, in characters, do not travel in feeds; their summaries do. It bounds what a feed of any length takes.
const LONGEST: i32 = 256 * 1024;

/// What a feed follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Every post.
    Site,
    /// Those with a tag.
    Tag(Slug),
    /// Those of an author.
    Author(Slug),
}

/// The newest posts of a channel.
#[derive(Clone, Debug)]
pub struct Broadcast {
    /// Id and name of the tag or the author; nothing for the whole site.
    pub of: Option<(Uuid, String)>,
    /// The posts with their texts, newest first.
    pub posts: Vec<WholePost>,
}

/// A published post as others show it whole.
#[derive(Clone, Debug)]
pub struct WholePost {
    /// Which post.
    pub id: PostId,
    /// Its address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Its standfirst, or the beginning of its text.
    pub summary: String,
    /// Its cover picture.
    pub cover: Option<String>,
    /// Its text; nothing if that is too long to travel.
    pub html: Option<SafeHtml>,
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
    excerpt: String,
    cover: Option<String>,
    text: Option<String>,
    status: String,
    published_at: i64,
    updated_at: i64,
}

/// The newest `count` posts of a channel.
///
/// # Errors
/// [`Problem::NotFound`] for a tag or an author of no published post.
pub async fn broadcast(app: &AppState, channel: &Channel, count: u64) -> Result<Broadcast> {
    let (of, posts) = match channel {
        Channel::Site => (None, published_posts()),
        Channel::Tag(slug) => {
            let (tag, posts) = tagged(app, slug).await?;
            (Some((tag.id, tag.name)), posts)
        }
        Channel::Author(slug) => {
            let (author, posts) = signed(app, slug).await?;
            (Some((author.id, author.name)), posts)
        }
    };
    let posts = newest(app, posts, count).await?;
    if posts.is_empty() && of.is_some() {
        return Err(Problem::NotFound.into());
    }
    Ok(Broadcast { of, posts })
}

async fn newest(app: &AppState, posts: Select<post::Entity>, count: u64) -> Result<Vec<WholePost>> {
    let html = || Expr::col((post::Entity, post::Column::Html));
    let text = CaseStatement::new().case(Expr::expr(Func::char_length(html())).lte(LONGEST), html());
    let rows = posts
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Slug,
            post::Column::Title,
            post::Column::Standfirst,
            post::Column::Excerpt,
            post::Column::Cover,
            post::Column::Status,
            post::Column::PublishedAt,
            post::Column::UpdatedAt,
        ])
        .expr_as(text, "text")
        .order_by_desc(post::Column::PublishedAt)
        .order_by_desc(post::Column::Id)
        .limit(count)
        .into_model::<Row>()
        .all(app.db.read())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut labels = labels::of(app.db.read(), &ids).await?;
    rows.into_iter().map(|row| whole(labels.remove(&row.id).unwrap_or_default(), row)).collect()
}

fn whole(labels: Labels, row: Row) -> Result<WholePost> {
    Ok(WholePost {
        id: PostId(row.id),
        slug: slug(row.slug)?,
        summary: summary(&row.standfirst, &row.excerpt).to_owned(),
        title: row.title,
        cover: row.cover,
        html: row.text.map(SafeHtml::from_store),
        publication: publication(&row.status, Some(row.published_at))?,
        changed_at: changed_at(row.published_at, row.updated_at),
        authors: labels.authors,
        tags: labels.tags,
    })
}
