use domain::{Timestamp, posts::YearCount};
use sea_orm::{
    ColumnTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SelectStatement, UnionType},
};

use super::published::published_posts;
use crate::{AppState, Result, entities::post};

/// Years in one statement; SQLite takes at most 500 parts of a UNION.
const YEARS_AT_ONCE: usize = 200;

#[derive(Debug, FromQueryResult)]
struct Row {
    year: i32,
    posts: i64,
}

/// The years that have published posts, the latest first.
///
/// Which year a moment lies in is something every database answers in another way, some of them by their own time zone;
/// counting between two moments is the same everywhere, and an index is enough for it.
///
/// # Errors
/// If the database does not answer.
pub async fn years(app: &AppState) -> Result<Vec<YearCount>> {
    let db = app.db.read();
    let Some(latest) = end(published_posts().order_by_desc(post::Column::PublishedAt)).one(db).await? else {
        return Ok(Vec::new());
    };
    let Some(earliest) = end(published_posts().order_by_asc(post::Column::PublishedAt)).one(db).await? else {
        return Ok(Vec::new());
    };
    let years: Vec<i32> =
        (Timestamp::from_millis(earliest).year()..=Timestamp::from_millis(latest).year()).rev().collect();
    let mut counts = Vec::new();
    for years in years.chunks(YEARS_AT_ONCE) {
        let mut parts = years.iter().filter_map(|year| count(*year));
        let Some(mut all) = parts.next() else { continue };
        all.unions(parts.map(|part| (UnionType::All, part)));
        let rows = Row::find_by_statement(app.db.backend().build(&all)).all(db).await?;
        counts.extend(rows.into_iter().filter_map(|row| {
            let posts = u64::try_from(row.posts).ok().filter(|posts| *posts > 0)?;
            Some(YearCount { year: row.year, posts })
        }));
    }
    counts.sort_by_key(|count| std::cmp::Reverse(count.year));
    Ok(counts)
}

/// The moment of the first post in the given order.
fn end(posts: Select<post::Entity>) -> sea_orm::Selector<sea_orm::SelectGetableTuple<i64>> {
    posts.select_only().column(post::Column::PublishedAt).limit(1).into_tuple()
}

fn count(year: i32) -> Option<SelectStatement> {
    let (start, end) = (Timestamp::start_of_year(year)?, Timestamp::start_of_year(year + 1)?);
    let posts = published_posts()
        .select_only()
        .expr_as(Expr::cust(year.to_string()), "year")
        .expr_as(Expr::col((post::Entity, post::Column::Id)).count(), "posts")
        .filter(post::Column::PublishedAt.gte(start.millis()))
        .filter(post::Column::PublishedAt.lt(end.millis()));
    Some(posts.into_query())
}
