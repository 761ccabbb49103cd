use leptos::prelude::*;

/// Boxes or fields that belong together, under a legend.
#[component]
pub fn Choices(
    /// What they decide together.
    #[prop(into)]
    legend: String,
    /// One sentence that helps.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Side by side, where there is room.
    #[prop(optional)]
    columns: bool,
    /// The boxes.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class=if columns { "choices columns" } else { "choices" }>
            <legend>{legend}</legend>
            {hint.map(|hint| view! { <p class="field-hint">{hint}</p> })}
            {children()}
        </fieldset>
    }
}
