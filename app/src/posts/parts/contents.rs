use domain::markdown::Heading;
use leptos::prelude::*;

/// The headings of a post. Nothing, if there are fewer than three.
#[component]
pub(super) fn Contents(
    /// The headings, in order.
    headings: Vec<Heading>,
) -> impl IntoView {
    (headings.len() >= 3).then(|| {
        let items = headings.into_iter().map(|heading| {
            view! {
                <li class=format!("level-{}", heading.level)>
                    <a href=format!("#{}", heading.id)>{heading.text}</a>
                </li>
            }
        });
        view! {
            <nav class="contents" aria-label="Contents">
                <details>
                    <summary>"Contents"</summary>
                    <ol>{items.collect_view()}</ol>
                </details>
            </nav>
        }
    })
}
