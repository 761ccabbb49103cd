use leptos::prelude::*;
use serde_json::Value;

/// Data for programs in a page. The element is called `script`, but with this type no browser runs it, and the
/// Content-Security-Policy has nothing to allow.
#[component]
pub fn DataBlock(
    /// The data, as JSON-LD.
    json: Value,
) -> impl IntoView {
    // The framework writes what stands in a script as it is. In JSON a `<` stands in texts alone, where it may be written
    // so; without any nothing can end the element, or begin a comment in it.
    let text = json.to_string().replace('<', "\\u003c");
    view! { <script type="application/ld+json">{text}</script> }
}
