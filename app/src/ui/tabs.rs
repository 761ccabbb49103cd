use leptos::prelude::*;

/// Links to pages that belong together, the present one marked.
#[component]
pub fn Tabs(
    /// What they are, for those who do not see them.
    label: &'static str,
    /// Paths and names.
    #[prop(into)]
    pages: Vec<(&'static str, &'static str)>,
    /// The path of the present page.
    here: &'static str,
) -> impl IntoView {
    let links = pages.into_iter().map(|(path, name)| {
        let current = (path == here).then_some("page");
        view! { <li><a href=path aria-current=current>{name}</a></li> }
    });
    view! { <nav class="tabs" aria-label=label><ul>{links.collect_view()}</ul></nav> }
}
