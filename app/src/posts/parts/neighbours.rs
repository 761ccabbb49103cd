use domain::{paths, posts::Neighbour};
use leptos::prelude::*;

/// The posts before and after this one.
#[component]
pub(in crate::posts) fn Neighbours(
    /// The older one.
    previous: Option<Neighbour>,
    /// The younger one.
    next: Option<Neighbour>,
) -> impl IntoView {
    let any = previous.is_some() || next.is_some();
    let link = |neighbour: Neighbour, rel: &'static str, label: &'static str| {
        view! {
            <a href=paths::post(&neighbour.slug) rel=rel>
                <span>{label}</span>
                " "
                <strong>{neighbour.title}</strong>
            </a>
        }
    };
    any.then(|| {
        view! {
            <nav class="neighbours" aria-label="More posts">
                {previous.map(|neighbour| link(neighbour, "prev", "Earlier"))}
                {next.map(|neighbour| link(neighbour, "next", "Later"))}
            </nav>
        }
    })
}
