use axum::extract::{Path, Query};
use domain::{
    feeds::FeedFormat,
    pagination::{Cursor, Page},
    paths,
    posts::Card,
};
use leptos::prelude::*;
use server::posts;

use super::{ListQuery, parse_slug};
use crate::{Answer, Cx, Head, metadata::Subject, posts::parts::CardList};

/// Posts with a tag.
pub(crate) async fn tag(cx: Cx, Path(slug): Path<String>, Query(query): Query<ListQuery>) -> Answer {
    let cursor = query.cursor()?;
    let (tag, page) = posts::with_tag(&cx.app, &parse_slug(&slug)?, cursor).await?;
    let path = paths::tag(&tag.slug);
    let head = Head::public(&tag.name, place(&path, cursor))
        .described(format!("Posts about {}", tag.name))
        .about(Subject::Tag(tag.clone()));
    let feed = paths::feed(&path, FeedFormat::Atom);
    Ok(cx.page(head, || listing("Tag", tag.name, page, path, cursor.is_some(), Some(feed))))
}

/// Posts of an author.
pub(crate) async fn author(cx: Cx, Path(slug): Path<String>, Query(query): Query<ListQuery>) -> Answer {
    let cursor = query.cursor()?;
    let (author, page) = posts::by_author(&cx.app, &parse_slug(&slug)?, cursor).await?;
    let path = paths::author(&author.slug);
    let head = Head::public(&author.name, place(&path, cursor))
        .described(format!("Posts by {}", author.name))
        .about(Subject::Author(author.clone()));
    let feed = paths::feed(&path, FeedFormat::Atom);
    Ok(cx.page(head, || listing("Author", author.name, page, path, cursor.is_some(), Some(feed))))
}

/// The one address of a page of a list, whatever else was asked for.
pub(super) fn place(path: &str, cursor: Option<Cursor>) -> String {
    cursor.map_or_else(|| path.to_owned(), |cursor| paths::next_page(path, cursor))
}

/// A heading and the posts below it, with the way to their feed if there is one.
pub(super) fn listing(
    kicker: &'static str,
    title: String,
    page: Page<Card>,
    path: String,
    older: bool,
    feed: Option<String>,
) -> AnyView {
    let feed = feed.map(|href| {
        view! { <p class="meta"><a href=href r#type=FeedFormat::Atom.mime()>"Feed"</a></p> }
    });
    view! {
        <div class="listing">
            <header class="page-header">
                <p class="kicker">{kicker}</p>
                <h1>{title}</h1>
                {feed}
            </header>
            <CardList page=page path=path older=older empty="Nothing is published here yet." />
        </div>
    }
    .into_any()
}
