use leptos::prelude::*;

use super::field::Frame;

/// A field of many lines.
///
/// The only place with a raw text area: on the server the framework writes the children of that element unescaped, so
/// whatever somebody typed could close it and go on as markup. Here the value is escaped by hand.
#[component]
pub fn TextArea(
    /// Name in the form, and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What it holds.
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
    /// Lines to begin with; people can drag it larger.
    #[prop(default = 6)]
    rows: u16,
    /// Whether it may stay empty, which the label then says.
    #[prop(optional)]
    optional: bool,
    /// Letters of one width, for Markdown and code.
    #[prop(optional)]
    code: bool,
    /// More classes of the whole field.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let frame = Frame { id: id.clone(), label, hint, error, optional, class };
    let (described_by, invalid) = (frame.described_by(), frame.invalid());
    frame.around(view! {
        <textarea
            class=if code { "input code" } else { "input" }
            id=id
            name=name
            rows=rows.to_string()
            required=!optional
            aria-describedby=described_by
            aria-invalid=invalid
            inner_html=content(&value)
        ></textarea>
    })
}

/// The value as content of the element. HTML drops one newline at its beginning, so one is put there to be dropped.
fn content(value: &str) -> String {
    let escaped = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("\n{escaped}")
}
