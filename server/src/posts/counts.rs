//! How many posts lie between moments, many pairs of moments in one statement.

use domain::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SelectStatement, UnionType},
};

use super::published::published_posts;
use crate::{Result, entities::post};

/// Spans in one statement; SQLite takes at most 500 parts of a UNION.
const SPANS_AT_ONCE: usize = 200;

/// From its first moment to the one behind its last, under a number of the caller's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) number: i32,
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    number: i32,
    posts: i64,
}

/// When the earliest and the latest published post appeared.
pub(super) async fn extent(db: &impl ConnectionTrait) -> Result<Option<(Timestamp, Timestamp)>> {
    let Some(latest) = end(published_posts().order_by_desc(post::Column::PublishedAt)).one(db).await? else {
        return Ok(None);
    };
    let Some(earliest) = end(published_posts().order_by_asc(post::Column::PublishedAt)).one(db).await? else {
        return Ok(None);
    };
    Ok(Some((Timestamp::from_millis(earliest), Timestamp::from_millis(latest))))
}

/// The numbers of the spans that have published posts, each with how many, in no order.
///
/// Which year or month a moment lies in is something every database answers in another way, some of them by their own
/// time zone; counting between two moments is the same everywhere, and an index is enough for it.
pub(super) async fn in_spans(db: &impl ConnectionTrait, spans: &[Span]) -> Result<Vec<(i32, u64)>> {
    let mut counts = Vec::new();
    for spans in spans.chunks(SPANS_AT_ONCE) {
        let mut parts = spans.iter().map(|span| count(*span));
        let Some(mut all) = parts.next() else { continue };
        all.unions(parts.map(|part| (UnionType::All, part)));
        let rows = Row::find_by_statement(db.get_database_backend().build(&all)).all(db).await?;
        counts.extend(rows.into_iter().filter_map(|row| {
            let posts = u64::try_from(row.posts).ok().filter(|posts| *posts > 0)?;
            Some((row.number, posts))
        }));
    }
    Ok(counts)
}

/// The moment of the first post in the given order.
fn end(posts: Select<post::Entity>) -> sea_orm::Selector<sea_orm::SelectGetableTuple<i64>> {
    posts.select_only().column(post::Column::PublishedAt).limit(1).into_tuple()
}

fn count(span: Span) -> SelectStatement {
    published_posts()
        .select_only()
        .expr_as(Expr::cust(span.number.to_string()), "number")
        .expr_as(Expr::col((post::Entity, post::Column::Id)).count(), "posts")
        .filter(post::Column::PublishedAt.gte(span.start.millis()))
        .filter(post::Column::PublishedAt.lt(span.end.millis()))
        .into_query()
}
