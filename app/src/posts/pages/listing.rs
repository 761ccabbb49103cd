use axum::extract::{Path, Query};
use domain::{pagination::Page, paths, posts::Card};
use leptos::prelude::*;
use server::posts;

use super::{ListQuery, parse_slug};
use crate::{Answer, Cx, Head, posts::parts::CardList};

/// Posts with a tag.
pub(crate) async fn tag(cx: Cx, Path(slug): Path<String>, Query(query): Query<ListQuery>) -> Answer {
    let cursor = query.cursor()?;
    let (tag, page) = posts::with_tag(&cx.app, &parse_slug(&slug)?, cursor).await?;
    let path = paths::tag(&tag.slug);
    let head = Head::public(&tag.name, cx.here()).described(format!("Posts about {}", tag.name));
    Ok(cx.page(head, || listing("Tag", tag.name, page, path, cursor.is_some())))
}

/// Posts of an author.
pub(crate) async fn author(cx: Cx, Path(slug): Path<String>, Query(query): Query<ListQuery>) -> Answer {
    let cursor = query.cursor()?;
    let (author, page) = posts::by_author(&cx.app, &parse_slug(&slug)?, cursor).await?;
    let path = paths::author(&author.slug);
    let head = Head::public(&author.name, cx.here()).described(format!("Posts by {}", author.name));
    Ok(cx.page(head, || listing("Author", author.name, page, path, cursor.is_some())))
}

/// A heading and the posts below it.
pub(super) fn listing(kicker: &'static str, title: String, page: Page<Card>, path: String, older: bool) -> AnyView {
    view! {
        <div class="listing">
            <header class="page-header">
                <p class="kicker">{kicker}</p>
                <h1>{title}</h1>
            </header>
            <CardList page=page path=path older=older empty="Nothing is published here yet." />
        </div>
    }
    .into_any()
}
