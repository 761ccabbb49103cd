use leptos::prelude::*;

/// How much a button weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    Primary,
    /// Also possible.
    #[default]
    Secondary,
    /// Takes something away.
    Danger,
    /// Looks like a link, for rows of small actions.
    Quiet,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Danger => "button danger",
            Self::Quiet => "button quiet",
        }
    }
}

/// A button that sends its form.
#[component]
pub fn Button(
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// Sent with the form when this button was the one pressed.
    #[prop(optional, into)]
    name: Option<String>,
    /// Value of `name`.
    #[prop(optional, into)]
    value: Option<String>,
    /// Id of the form, if the button stands outside of it.
    #[prop(optional, into)]
    form: Option<String>,
    /// What screen readers say instead, where the words alone are ambiguous: `Delete “Title”`. Begins with the words.
    #[prop(optional, into)]
    label: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <button type="submit" class=kind.class() name=name value=value form=form aria-label=label>
            {children()}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// What screen readers say instead, where the words alone are ambiguous. Begins with the words.
    #[prop(optional, into)]
    label: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href aria-label=label>
            {children()}
        </a>
    }
}
