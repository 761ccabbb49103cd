use leptos::prelude::*;

/// Words that only screen readers need, because the eye sees them from the arrangement.
#[component]
pub fn VisuallyHidden(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <span class="visually-hidden">{children()}</span> }
}
