use leptos::prelude::*;

/// A row of buttons and links, the most important one first.
#[component]
pub fn Actions(
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class=format!("actions {class}")>{children()}</div> }
}
