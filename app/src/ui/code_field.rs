use leptos::prelude::*;

use super::field::Frame;

/// What a one-time code is made of; decides which keyboard a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodeKind {
    /// Letters and digits, as in letters and in recovery codes: `KXQT-9R4M`.
    #[default]
    Letters,
    /// Digits alone, as authenticator apps show them.
    Digits,
}

/// A field for a code that is good once. Always empty at first; phones offer the code that has just arrived.
#[component]
pub fn CodeField(
    /// Name in the form, and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What the code is made of.
    #[prop(optional)]
    kind: CodeKind,
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
    let (input_mode, capitals) = match kind {
        CodeKind::Letters => ("text", "characters"),
        CodeKind::Digits => ("numeric", "none"),
    };
    frame.around(view! {
        <input
            class="input one-time-code"
            type="text"
            inputmode=input_mode
            autocomplete="one-time-code"
            autocapitalize=capitals
            spellcheck="false"
            id=id
            name=name
            // Codes are short; what is longer was pasted with the sentence around it.
            maxlength="64"
            required
            aria-describedby=described_by
            aria-invalid=invalid
        />
    })
}
