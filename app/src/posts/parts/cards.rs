use domain::{pagination::Page, paths, posts::Card};
use leptos::prelude::*;

use super::{Authors, ReadingMinutes, Tags};
use crate::ui::{Pager, Time};

/// A page of posts, and the way to the next one.
#[component]
pub(in crate::posts) fn CardList(
    /// The posts.
    page: Page<Card>,
    /// The path of the list.
    path: String,
    /// Whether this is not the first page.
    older: bool,
    /// Whether the first post is larger.
    #[prop(optional)]
    with_lead: bool,
    /// What to say when there is nothing.
    #[prop(into)]
    empty: String,
) -> impl IntoView {
    let next = page.next.map(|cursor| paths::next_page(&path, cursor));
    let newest = older.then_some(path);
    let nothing = page.items.is_empty().then(|| view! { <p class="empty">{empty}</p> });
    let cards = page.items.into_iter().enumerate().map(|(index, card)| {
        view! { <PostCard card=card lead=with_lead && index == 0 /> }
    });
    let cards: Vec<_> = cards.collect();
    let cards = (!cards.is_empty()).then(|| view! { <div class="cards">{cards}</div> });
    view! {
        {nothing}
        {cards}
        <Pager newest=newest next=next />
    }
}

#[component]
fn PostCard(card: Card, lead: bool) -> impl IntoView {
    let href = paths::post(&card.slug);
    let cover = card.cover.map(|url| {
        view! {
            <a class="card-cover" href=href.clone() tabindex="-1" aria-hidden="true">
                <img src=url alt="" loading=if lead { "eager" } else { "lazy" } decoding="async" />
            </a>
        }
    });
    let comments = (card.comments > 0).then(|| {
        view! { <a href=paths::post_comments(&card.slug)>{counted(card.comments, "comment")}</a> }
    });
    view! {
        <article class=if lead { "card lead" } else { "card" }>
            {cover}
            <Tags tags=card.tags />
            <h2 class="card-title"><a href=href>{card.title}</a></h2>
            <p class="card-summary">{card.summary}</p>
            <p class="meta">
                <Authors authors=card.authors />
                <Time at=card.publication.at() />
                <ReadingMinutes time=card.reading_time />
                {comments}
            </p>
        </article>
    }
}

/// “1 comment”, “2 comments”.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
