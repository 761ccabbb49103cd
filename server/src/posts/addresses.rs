//! The addresses of everything that is published, a bounded number at a time: for sitemaps.

use domain::{Slug, Timestamp, feeds::Month, pagination::Cursor};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait, Select,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    counts::{self, Span},
    published::{changed_at, published_posts},
    row::slug,
};
use crate::{
    AppState, Result,
    entities::{author, post, post_author, post_tag, tag},
};

/// Where a published post is, and when it changed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The post's address.
    pub slug: Slug,
    /// When it changed last, for its readers.
    pub changed_at: Timestamp,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    slug: String,
    published_at: i64,
    updated_at: i64,
}

/// Addresses of posts, the earliest first: those of a month or of all times, from behind one of them on, at most `count`.
///
/// # Errors
/// If the database does not answer.
pub async fn addresses(app: &AppState, of: Option<Month>, after: Option<Cursor>, count: u64) -> Result<Vec<Address>> {
    let rows = in_order(of, after)
        .select_only()
        .columns([post::Column::Slug, post::Column::PublishedAt, post::Column::UpdatedAt])
        .limit(count)
        .into_model::<Row>()
        .all(app.db.read())
        .await?;
    let address =
        |row: Row| Ok(Address { changed_at: changed_at(row.published_at, row.updated_at), slug: slug(row.slug)? });
    rows.into_iter().map(address).collect()
}

/// The places in a month behind which each further part of at most `size` posts begins.
///
/// Each is looked up from the one before, so all of them together walk an index once.
///
/// # Errors
/// If the database does not answer.
pub async fn cuts(app: &AppState, month: Month, size: u64) -> Result<Vec<Cursor>> {
    let mut cuts = Vec::new();
    loop {
        // Whether a part is full, and has one behind it.
        let last: Vec<(i64, Uuid)> = in_order(Some(month), cuts.last().copied())
            .select_only()
            .columns([post::Column::PublishedAt, post::Column::Id])
            .offset(size.saturating_sub(1))
            .limit(2)
            .into_tuple()
            .all(app.db.read())
            .await?;
        match last.as_slice() {
            [(at, id), _] => cuts.push(Cursor { at: Timestamp::from_millis(*at), id: *id }),
            _ => return Ok(cuts),
        }
    }
}

/// The months that have published posts, the earliest first, each with how many.
///
/// # Errors
/// If the database does not answer.
pub async fn months(app: &AppState) -> Result<Vec<(Month, u64)>> {
    let db = app.db.read();
    let Some((earliest, latest)) = counts::extent(db).await? else { return Ok(Vec::new()) };
    let numbers = Month::of(earliest).number()..=Month::of(latest).number();
    let spans: Vec<Span> = numbers.map(span).collect();
    let mut counts = counts::in_spans(db, &spans).await?;
    counts.sort_unstable();
    Ok(counts.into_iter().map(|(number, posts)| (Month::from_number(number), posts)).collect())
}

fn span(number: i32) -> Span {
    let month = Month::from_number(number);
    Span { number, start: month.start(), end: month.end() }
}

fn in_order(of: Option<Month>, after: Option<Cursor>) -> Select<post::Entity> {
    let mut posts = published_posts();
    if let Some(month) = of {
        posts = posts
            .filter(post::Column::PublishedAt.gte(month.start().millis()))
            .filter(post::Column::PublishedAt.lt(month.end().millis()));
    }
    if let Some(cursor) = after {
        // The first condition is the one that an index answers; the second only decides among equal moments.
        posts = posts
            .filter(post::Column::PublishedAt.gte(cursor.at.millis()))
            .filter(post::Column::PublishedAt.gt(cursor.at.millis()).or(post::Column::Id.gt(cursor.id)));
    }
    posts.order_by_asc(post::Column::PublishedAt).order_by_asc(post::Column::Id)
}

/// Tags of published posts in the order of their slugs, from behind one of them on, at most `count`.
///
/// # Errors
/// If the database does not answer.
pub async fn tag_addresses(app: &AppState, after: Option<&Slug>, count: u64) -> Result<Vec<Slug>> {
    let posts = published_posts()
        .select_only()
        .column(post::Column::Id)
        .join(JoinType::InnerJoin, post_tag::Relation::Post.def().rev())
        .filter(Expr::col((post_tag::Entity, post_tag::Column::TagId)).equals((tag::Entity, tag::Column::Id)))
        .into_query();
    let mut tags = tag::Entity::find().select_only().column(tag::Column::Slug).filter(Expr::exists(posts));
    if let Some(after) = after {
        tags = tags.filter(tag::Column::Slug.gt(after.as_str()));
    }
    let slugs: Vec<String> = tags.order_by_asc(tag::Column::Slug).limit(count).into_tuple().all(app.db.read()).await?;
    slugs.into_iter().map(slug).collect()
}

/// Authors of published posts in the order of their slugs, from behind one of them on, at most `count`.
///
/// # Errors
/// If the database does not answer.
pub async fn author_addresses(app: &AppState, after: Option<&Slug>, count: u64) -> Result<Vec<Slug>> {
    let posts = published_posts()
        .select_only()
        .column(post::Column::Id)
        .join(JoinType::InnerJoin, post_author::Relation::Post.def().rev())
        .filter(
            Expr::col((post_author::Entity, post_author::Column::AuthorId))
                .equals((author::Entity, author::Column::Id)),
        )
        .into_query();
    let mut authors = author::Entity::find().select_only().column(author::Column::Slug).filter(Expr::exists(posts));
    if let Some(after) = after {
        authors = authors.filter(author::Column::Slug.gt(after.as_str()));
    }
    let slugs: Vec<String> =
        authors.order_by_asc(author::Column::Slug).limit(count).into_tuple().all(app.db.read()).await?;
    slugs.into_iter().map(slug).collect()
}
