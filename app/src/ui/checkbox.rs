use leptos::prelude::*;

/// A box to tick. Sends its value when ticked and nothing when not, as browsers do.
#[component]
pub fn Checkbox(
    /// Name in the form, and id.
    #[prop(into)]
    name: String,
    /// The label, beside the box.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(optional)]
    checked: bool,
    /// What it sends when ticked.
    #[prop(optional, into)]
    value: Option<String>,
    /// One sentence that helps.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Id, if the name is not unique on the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// Whether it cannot be changed.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    let error_id = error.as_ref().map(|_| format!("{id}-error"));
    let described_by = [hint_id.clone(), error_id.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let (class, invalid) = if error.is_some() { ("checkbox invalid", Some("true")) } else { ("checkbox", None) };
    view! {
        <div class=class>
            <input
                type="checkbox"
                id=id.clone()
                name=name
                value=value.unwrap_or_else(|| "true".to_owned())
                checked=checked
                disabled=disabled
                aria-describedby=Some(described_by).filter(|ids| !ids.is_empty())
                aria-invalid=invalid
            />
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
        </div>
    }
}
