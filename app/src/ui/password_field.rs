use leptos::prelude::*;

use super::field::Frame;

/// A field for a secret. It is always empty at first: what was typed is never sent back.
#[component]
pub fn PasswordField(
    /// Name in the form, and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// `new-password` or `current-password`, for password managers.
    autocomplete: &'static str,
    /// One sentence that helps.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Id, if the name is not unique on the page.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let frame = Frame { id: id.clone(), label, hint, error, ..Frame::default() };
    let (described_by, invalid) = (frame.described_by(), frame.invalid());
    frame.around(view! {
        <input
            class="input"
            type="password"
            id=id
            name=name
            autocomplete=autocomplete
            required
            aria-describedby=described_by
            aria-invalid=invalid
        />
    })
}
