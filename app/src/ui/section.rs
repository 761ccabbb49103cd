use leptos::prelude::*;

/// A part of a page under a heading of its own. On settings pages the heading stands beside it where there is room.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: String,
    /// Id, for links that lead here.
    #[prop(optional, into)]
    id: Option<String>,
    /// A sentence or two below the heading.
    #[prop(optional, into)]
    intro: Option<String>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" id=id>
            <header class="section-header">
                <h2>{title}</h2>
                {intro.map(|intro| view! { <p class="section-intro">{intro}</p> })}
            </header>
            <div class="section-body">{children()}</div>
        </section>
    }
}
