use domain::{Timestamp, posts::YearCount};

use super::counts::{self, Span};
use crate::{AppState, Result};

/// The years that have published posts, the latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn years(app: &AppState) -> Result<Vec<YearCount>> {
    let db = app.db.read();
    let Some((earliest, latest)) = counts::extent(db).await? else { return Ok(Vec::new()) };
    let spans: Vec<Span> = (earliest.year()..=latest.year()).filter_map(span).collect();
    let counts = counts::in_spans(db, &spans).await?;
    let mut years: Vec<_> = counts.into_iter().map(|(year, posts)| YearCount { year, posts }).collect();
    years.sort_by_key(|count| std::cmp::Reverse(count.year));
    Ok(years)
}

fn span(year: i32) -> Option<Span> {
    let (start, end) = (Timestamp::start_of_year(year)?, Timestamp::start_of_year(year + 1)?);
    Some(Span { number: year, start, end })
}
