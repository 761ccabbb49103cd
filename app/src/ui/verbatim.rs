use leptos::prelude::*;

/// A text exactly as a program wrote it, its lines broken where they end.
#[component]
pub fn Verbatim(
    /// What it is.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! {
        <figure class="verbatim">
            <figcaption>{label}</figcaption>
            <pre>{value}</pre>
        </figure>
    }
}
