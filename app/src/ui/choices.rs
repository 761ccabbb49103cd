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
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Id, for the summary of errors to lead to.
    #[prop(optional, into)]
    id: Option<String>,
    /// Side by side, where there is room.
    #[prop(optional)]
    columns: bool,
    /// The boxes.
    children: Children,
) -> impl IntoView {
    let class = match (columns, error.is_some()) {
        (true, true) => "choices columns invalid",
        (true, false) => "choices columns",
        (false, true) => "choices invalid",
        (false, false) => "choices",
    };
    let error_id = id.as_ref().zip(error.as_ref()).map(|(id, _)| format!("{id}-error"));
    let described_by = error_id.clone();
    // A link of the summary can only lead into what can be focused.
    let focusable = id.as_ref().map(|_| "-1");
    view! {
        <fieldset class=class id=id tabindex=focusable aria-describedby=described_by>
            <legend>{legend}</legend>
            {hint.map(|hint| view! { <p class="field-hint">{hint}</p> })}
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
            {children()}
        </fieldset>
    }
}
