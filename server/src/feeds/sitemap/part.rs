use axum::response::Response;
use domain::{Problem, Slug, feeds::Month, pagination::Cursor};

use super::{Entry, PAGES, PER_FILE, list::List, urlset};
use crate::{AppState, Result, posts};

/// What a file of an index holds.
enum Part {
    Pages,
    Lists(List, Option<Slug>),
    Posts(Month, Option<Cursor>),
}

/// One file.
pub(super) async fn answer(app: &AppState, name: &str, after: Option<&str>) -> Result<Response> {
    let part = parse(name, after).ok_or(Problem::NotFound)?;
    let changed_at = posts::last_public_change(app).await?;
    let entries: Vec<Entry> = match part {
        Part::Pages => PAGES.into_iter().map(|page| Entry::undated(page.to_owned())).collect(),
        Part::Lists(list, after) => list.entries(app, after.as_ref()).await?,
        Part::Posts(month, after) => {
            let posts = posts::addresses(app, Some(month), after, PER_FILE).await?;
            posts.into_iter().map(Entry::from).collect()
        }
    };
    if entries.is_empty() {
        return Err(Problem::NotFound.into());
    }
    Ok(super::answer(changed_at, urlset::write(&app.site, entries.into_iter())))
}

fn parse(name: &str, after: Option<&str>) -> Option<Part> {
    let slug = || after.map(Slug::parse).transpose().ok();
    Some(match name {
        "pages.xml" => Part::Pages,
        "tags.xml" => Part::Lists(List::Tags, slug()?),
        "authors.xml" => Part::Lists(List::Authors, slug()?),
        month => {
            let month = month.strip_suffix(".xml")?.parse().ok()?;
            Part::Posts(month, after.map(str::parse).transpose().ok()?)
        }
    })
}
