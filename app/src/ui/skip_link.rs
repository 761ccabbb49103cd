use leptos::prelude::*;

/// The first thing that Tab reaches: past the masthead to `<main id="main">`.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="skip-link" href="#main">"Skip to the text"</a> }
}
