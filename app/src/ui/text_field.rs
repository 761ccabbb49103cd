use leptos::prelude::*;

use super::field::Frame;

/// What is typed into a [`TextField`]; decides which keyboard a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any line.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A web address, or a path of this site.
    Url,
    /// A day, as `2026-11-20`.
    Date,
}

impl InputKind {
    /// Always `text` where the browser's own idea of what is valid differs from ours.
    const fn html_type(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Date => "date",
            Self::Text | Self::Url => "text",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Date => None,
            Self::Email => Some("email"),
            Self::Url => Some("url"),
        }
    }

    /// Whether correcting and capitalising what is typed would spoil it.
    const fn is_verbatim(self) -> bool {
        !matches!(self, Self::Text)
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    /// Name in the form, and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What it holds.
    #[prop(optional, into)]
    value: String,
    /// What is typed into it.
    #[prop(optional)]
    kind: InputKind,
    /// For the browser and password managers: `name`, `username`, `off`, …
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// One sentence that helps.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Id, if the name is not unique on the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// Most characters that may be typed.
    #[prop(optional)]
    max_length: Option<u32>,
    /// Whether it may stay empty, which the label then says.
    #[prop(optional)]
    optional: bool,
    /// More classes of the whole field.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let frame = Frame { id: id.clone(), label, hint, error, optional, class };
    let (described_by, invalid) = (frame.described_by(), frame.invalid());
    frame.around(view! {
        <input
            class="input"
            type=kind.html_type()
            inputmode=kind.input_mode()
            autocapitalize=kind.is_verbatim().then_some("none")
            spellcheck=kind.is_verbatim().then_some("false")
            id=id
            name=name
            value=value
            autocomplete=autocomplete
            maxlength=max_length.map(|most| most.to_string())
            required=!optional
            aria-describedby=described_by
            aria-invalid=invalid
        />
    })
}
