//! Lists of published posts, newest first.

use domain::{
    Problem, Slug, Timestamp,
    id::{AuthorId, PostId},
    pagination::{Cursor, PAGE_SIZE, Page},
    posts::{AuthorView, Card, ReadingTime, TagView},
};
use sea_orm::{
    ColumnTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    labels::{self, Labels},
    narrowed::{signed, tagged},
    published::{publication, published_posts},
    row::slug,
};
use crate::{
    AppState, Result,
    entities::{comment, post},
};

/// All of them.
///
/// # Errors
/// If the database does not answer.
pub async fn front_page(app: &AppState, before: Option<Cursor>) -> Result<Page<Card>> {
    page(app, published_posts(), before).await
}

/// Those with a tag.
///
/// # Errors
/// [`Problem::NotFound`] unless a published post has it; tags of drafts are nobody's business.
pub async fn with_tag(app: &AppState, slug: &Slug, before: Option<Cursor>) -> Result<(TagView, Page<Card>)> {
    let (tag, posts) = tagged(app, slug).await?;
    let page = not_empty(page(app, posts, before).await?)?;
    Ok((TagView { slug: slug.clone(), name: tag.name }, page))
}

/// Those of an author.
///
/// # Errors
/// [`Problem::NotFound`] unless something by them is published.
pub async fn by_author(app: &AppState, slug: &Slug, before: Option<Cursor>) -> Result<(AuthorView, Page<Card>)> {
    let (author, posts) = signed(app, slug).await?;
    let page = not_empty(page(app, posts, before).await?)?;
    Ok((AuthorView { id: AuthorId(author.id), slug: slug.clone(), name: author.name }, page))
}

/// Those of a calendar year, in UTC.
///
/// # Errors
/// [`Problem::NotFound`] for a year without any.
pub async fn in_year(app: &AppState, year: i32, before: Option<Cursor>) -> Result<Page<Card>> {
    let (Some(start), Some(end)) = (Timestamp::start_of_year(year), Timestamp::start_of_year(year.saturating_add(1)))
    else {
        return Err(Problem::NotFound.into());
    };
    let posts = published_posts()
        .filter(post::Column::PublishedAt.gte(start.millis()))
        .filter(post::Column::PublishedAt.lt(end.millis()));
    not_empty(page(app, posts, before).await?)
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    standfirst: String,
    excerpt: String,
    cover: Option<String>,
    words: i32,
    status: String,
    published_at: i64,
    comments: i64,
}

/// One page: a statement for the posts with the numbers of their comments, and one for their labels.
async fn page(app: &AppState, posts: Select<post::Entity>, before: Option<Cursor>) -> Result<Page<Card>> {
    let posts = match before {
        None => posts,
        // The first condition is the one that an index answers; the second only decides among equal moments.
        Some(cursor) => posts
            .filter(post::Column::PublishedAt.lte(cursor.at.millis()))
            .filter(post::Column::PublishedAt.lt(cursor.at.millis()).or(post::Column::Id.lt(cursor.id))),
    };
    let mut rows = posts
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Slug,
            post::Column::Title,
            post::Column::Standfirst,
            post::Column::Excerpt,
            post::Column::Cover,
            post::Column::Words,
            post::Column::Status,
            post::Column::PublishedAt,
        ])
        .expr_as(Expr::SubQuery(None, Box::new(visible_comments().into())), "comments")
        .order_by_desc(post::Column::PublishedAt)
        .order_by_desc(post::Column::Id)
        .limit(PAGE_SIZE + 1)
        .into_model::<Row>()
        .all(app.db.read())
        .await?;
    let more = rows.len() > PAGE_SIZE as usize;
    rows.truncate(PAGE_SIZE as usize);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut labels = labels::of(app.db.read(), &ids).await?;
    let next =
        rows.last().filter(|_| more).map(|row| Cursor { at: Timestamp::from_millis(row.published_at), id: row.id });
    let items = rows.into_iter().map(|row| {
        let labels = labels.remove(&row.id).unwrap_or_default();
        card(row, labels)
    });
    Ok(Page { items: items.collect::<Result<_>>()?, next })
}

/// How many comments of the post in the outer statement readers can see.
pub(super) fn visible_comments() -> SelectStatement {
    Query::select()
        .expr(Expr::col((comment::Entity, comment::Column::Id)).count())
        .from(comment::Entity)
        .and_where(Expr::col((comment::Entity, comment::Column::PostId)).equals((post::Entity, post::Column::Id)))
        .and_where(comment::Column::DeletedAt.is_null())
        .and_where(comment::Column::HiddenAt.is_null())
        .to_owned()
}

fn card(row: Row, labels: Labels) -> Result<Card> {
    Ok(Card {
        id: PostId(row.id),
        slug: slug(row.slug)?,
        title: row.title,
        summary: summary(&row.standfirst, &row.excerpt).to_owned(),
        cover: row.cover,
        publication: publication(&row.status, Some(row.published_at))?,
        reading_time: reading_time(row.words),
        authors: labels.authors,
        tags: labels.tags,
        comments: u64::try_from(row.comments).unwrap_or(0),
    })
}

/// The standfirst, or the beginning of the text where there is none.
pub(super) fn summary<'a>(standfirst: &'a str, excerpt: &'a str) -> &'a str {
    if standfirst.is_empty() { excerpt } else { standfirst }
}

pub(super) fn reading_time(words: i32) -> ReadingTime {
    ReadingTime::of_words(u32::try_from(words).unwrap_or(0))
}

fn not_empty(page: Page<Card>) -> Result<Page<Card>> {
    if page.items.is_empty() { Err(Problem::NotFound.into()) } else { Ok(page) }
}
