//! How the site is followed and found: feeds, sitemaps, `robots.txt`, `llms.txt`, posts as Markdown, oEmbed.
//!
//! Documents for programs, the same for everybody. What is in them is read through `posts` alone, which gives nothing that
//! is not published; every address in them begins with the configured one of the site.

mod answer;
mod atom;
mod feed;
mod json_feed;
mod llms;
mod oembed;
mod post_markdown;
mod robots;
mod rss;
mod sitemap;
mod xml;

use axum::{
    extract::{Path, State},
    response::Response,
    routing::{MethodRouter, get},
};
use domain::{Problem, Slug, feeds::FeedFormat, paths};

use crate::{AppState, Result, http::error_response, posts::Channel};

pub use post_markdown::post_markdown;

/// Every document with its path.
pub(crate) fn routes_by_path() -> Vec<(String, MethodRouter<AppState>)> {
    let others = [
        (paths::SITEMAP.to_owned(), get(sitemap::sitemap)),
        (format!("{}/{{file}}", paths::SITEMAPS), get(sitemap::file)),
        (paths::ROBOTS.to_owned(), get(robots::robots)),
        (paths::LLMS.to_owned(), get(llms::llms)),
        (paths::OEMBED.to_owned(), get(oembed::oembed)),
    ];
    FeedFormat::ALL.into_iter().flat_map(feeds).chain(others).collect()
}

/// The feeds of one format.
fn feeds(format: FeedFormat) -> [(String, MethodRouter<AppState>); 3] {
    let site = async move |State(app): State<AppState>| feed(&app, Ok(Channel::Site), format).await;
    let tag = async move |State(app): State<AppState>, Path(tag): Path<String>| {
        feed(&app, slug(&tag).map(Channel::Tag), format).await
    };
    let author = async move |State(app): State<AppState>, Path(author): Path<String>| {
        feed(&app, slug(&author).map(Channel::Author), format).await
    };
    [
        (paths::feed(paths::HOME, format), get(site)),
        (paths::feed("/tags/{slug}", format), get(tag)),
        (paths::feed("/authors/{slug}", format), get(author)),
    ]
}

async fn feed(app: &AppState, channel: Result<Channel, Problem>, format: FeedFormat) -> Response {
    let answer = async { feed::answer(app, &channel?, format).await };
    answer.await.unwrap_or_else(error_response)
}

/// What cannot be a slug names nothing.
fn slug(raw: &str) -> Result<Slug, Problem> {
    Slug::parse(raw).map_err(|_| Problem::NotFound)
}
