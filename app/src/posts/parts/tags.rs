use domain::{paths, posts::TagView};
use leptos::prelude::*;

/// What a post is about. Nothing, if it has no tags.
#[component]
pub(in crate::posts) fn Tags(
    /// The tags, in order.
    tags: Vec<TagView>,
) -> impl IntoView {
    (!tags.is_empty()).then(|| {
        let items =
            tags.into_iter().map(|tag| view! { <li><a href=paths::tag(&tag.slug) rel="tag">{tag.name}</a></li> });
        view! { <ul class="tags" aria-label="Tags">{items.collect_view()}</ul> }
    })
}
