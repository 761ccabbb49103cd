use leptos::prelude::*;

/// How a [`Badge`] looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeKind {
    /// A remark.
    #[default]
    Plain,
    /// Not finished: a dashed edge.
    Draft,
    /// Out in the open: filled.
    Published,
    /// Taken away: without an edge.
    Deleted,
}

impl BadgeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "badge",
            Self::Draft => "badge draft",
            Self::Published => "badge published",
            Self::Deleted => "badge deleted",
        }
    }
}

/// One or two words about the state of something. The words say it all; the look only repeats them.
#[component]
pub fn Badge(
    /// The look.
    #[prop(optional)]
    kind: BadgeKind,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <span class=kind.class()>{children()}</span> }
}
