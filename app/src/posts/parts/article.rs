use domain::{
    Timestamp,
    markdown::{Heading, SafeHtml},
    posts::{Byline, ReadingTime, TagView},
};
use leptos::prelude::*;

use super::{Authors, ReadingMinutes, Tags, contents::Contents};
use crate::ui::{Prose, Time};

/// A post, whole. Public pages and the preview of a draft show it alike, so the preview keeps its promise.
#[component]
pub(in crate::posts) fn Article(
    /// Its title.
    title: String,
    /// Its standfirst; may be empty.
    standfirst: String,
    /// Its cover picture.
    cover: Option<String>,
    /// Its text.
    html: SafeHtml,
    /// Its headings.
    contents: Vec<Heading>,
    /// The date readers see; a draft has none.
    published_at: Option<Timestamp>,
    /// How long it takes.
    reading_time: ReadingTime,
    /// Who wrote it.
    authors: Vec<Byline>,
    /// What it is about.
    tags: Vec<TagView>,
    /// Where it is edited, for those who may.
    #[prop(optional_no_strip)]
    edit: Option<String>,
) -> impl IntoView {
    let standfirst = (!standfirst.is_empty()).then(|| view! { <p class="standfirst">{standfirst}</p> });
    let cover = cover.map(|url| view! { <figure class="post-cover"><img src=url alt="" decoding="async" /></figure> });
    view! {
        <article class="post">
            <header class="post-header">
                <Tags tags=tags />
                <h1>{title}</h1>
                {standfirst}
                <p class="meta">
                    <Authors authors=authors />
                    {published_at.map(|at| view! { <Time at=at /> })}
                    <ReadingMinutes time=reading_time />
                    {edit.map(|href| view! { <a href=href>"Edit"</a> })}
                </p>
            </header>
            {cover}
            <Contents headings=contents />
            <Prose html=html />
        </article>
    }
}
