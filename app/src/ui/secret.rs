use leptos::prelude::*;

/// A code or a secret that people copy: letters of one width, selected whole by one click, broken wherever the line ends.
#[component]
pub fn Secret(
    /// What it is.
    #[prop(into)]
    label: String,
    /// The secret itself.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! {
        <figure class="secret">
            <figcaption>{label}</figcaption>
            <code>{value}</code>
        </figure>
    }
}

/// Codes to keep, on the screen and on paper, each in a box of its own.
#[component]
pub fn SecretList(
    /// What they are.
    #[prop(into)]
    label: String,
    /// The codes.
    values: Vec<String>,
) -> impl IntoView {
    let codes = values.into_iter().map(|code| view! { <li><code>{code}</code></li> });
    view! {
        <figure class="secret">
            <figcaption>{label}</figcaption>
            <ol>{codes.collect_view()}</ol>
        </figure>
    }
}
