use leptos::prelude::*;

/// To the rest of a list; nothing if there is no rest.
#[component]
pub fn Pager(
    /// To what is newest, unless this is it.
    #[prop(optional_no_strip)]
    newest: Option<String>,
    /// To what comes next.
    #[prop(optional_no_strip)]
    next: Option<String>,
) -> impl IntoView {
    (newest.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label="Pages">
                {newest.map(|href| view! { <a href=href rel="prev">"Newest"</a> })}
                {next.map(|href| view! { <a href=href rel="next">"Older"</a> })}
            </nav>
        }
    })
}
