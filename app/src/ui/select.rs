use leptos::prelude::*;

use super::field::Frame;

/// A choice of one among a few.
#[component]
pub fn Select(
    /// Name in the form, and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Values and what people read.
    options: Vec<(String, String)>,
    /// The value that is chosen.
    #[prop(optional, into)]
    value: String,
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
    let options = options.into_iter().map(|(option, words)| {
        let selected = option == value;
        view! { <option value=option selected=selected>{words}</option> }
    });
    frame.around(view! {
        <select class="input" id=id name=name aria-describedby=described_by aria-invalid=invalid>
            {options.collect_view()}
        </select>
    })
}
