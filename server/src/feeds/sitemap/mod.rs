//! What crawlers may find (sitemaps.org): one file for a small site, an index of files for a large one.
//!
//! A file of an index is a month of posts, so that files of the past neither move nor change. A month with more posts than
//! a file holds has further parts, each beginning behind a post.

mod index;
mod list;
mod part;
mod urlset;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{Timestamp, paths};
use serde::Deserialize;

use self::urlset::Entry;
use super::answer::document;
use crate::{AppState, Result, http::error_response, posts};

/// Addresses in one file. The protocol would allow 50,000; a fifth of them is a body that is made in memory without a
/// thought, compressed, and given a tag.
const PER_FILE: u64 = 10_000;

/// The pages that there are without any post.
const PAGES: [&str; 3] = [paths::HOME, paths::ARCHIVE, paths::FEEDS];

/// From behind what a file goes on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct After {
    after: Option<String>,
}

/// The sitemap, or the index of its parts.
pub(super) async fn sitemap(State(app): State<AppState>) -> Response {
    whole(&app).await.unwrap_or_else(error_response)
}

/// One file of an index.
pub(super) async fn file(
    State(app): State<AppState>,
    Path(name): Path<String>,
    Query(query): Query<After>,
) -> Response {
    part::answer(&app, &name, query.after.as_deref()).await.unwrap_or_else(error_response)
}

async fn whole(app: &AppState) -> Result<Response> {
    let changed_at = posts::last_public_change(app).await?;
    let posts = posts::addresses(app, None, None, PER_FILE + 1).await?;
    let tags = posts::tag_addresses(app, None, PER_FILE + 1).await?;
    let authors = posts::author_addresses(app, None, PER_FILE + 1).await?;
    let written = if PAGES.len() + posts.len() + tags.len() + authors.len() <= PER_FILE as usize {
        let lists = tags.iter().map(paths::tag).chain(authors.iter().map(paths::author));
        let pages = PAGES.into_iter().map(str::to_owned).chain(lists).map(Entry::undated);
        urlset::write(&app.site, pages.chain(posts.into_iter().map(Entry::from)))
    } else {
        index::write(app).await?
    };
    Ok(answer(changed_at, written))
}

/// A file, with when the public last saw a change: looked up before what is in the file, so that nothing falls between.
fn answer(changed_at: Option<Timestamp>, written: Vec<u8>) -> Response {
    document("application/xml; charset=utf-8", 60, changed_at, written)
}
