use domain::markdown::SafeHtml;
use leptos::prelude::*;

/// Rendered Markdown. Takes nothing but HTML that was sanitised, and is the only way to show any.
#[component]
pub fn Prose(
    /// The text.
    html: SafeHtml,
    /// Smaller, as in comments.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let class = if small { "prose small" } else { "prose" };
    view! { <div class=class inner_html=String::from(html)></div> }
}
