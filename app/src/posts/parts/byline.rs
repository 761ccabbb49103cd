use domain::{
    paths,
    posts::{Byline, ReadingTime},
};
use leptos::prelude::*;

/// Who wrote it: “By Ada Example, Bo Example and Cy Example”, each linked. Nothing, if nobody is named.
#[component]
pub(in crate::posts) fn Authors(
    /// The names, in order.
    authors: Vec<Byline>,
) -> impl IntoView {
    let last = authors.len().saturating_sub(1);
    let names = authors.into_iter().enumerate().map(|(index, author)| {
        let before = match index {
            0 => "By ",
            index if index == last => " and ",
            _ => ", ",
        };
        view! { {before} <a href=paths::author(&author.slug) rel="author">{author.name}</a> }
    });
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| view! { <span class="byline">{names}</span> })
}

/// How long it takes to read.
#[component]
pub(in crate::posts) fn ReadingMinutes(
    /// The time.
    time: ReadingTime,
) -> impl IntoView {
    view! { <span>{format!("{} min read", time.minutes())}</span> }
}
