use domain::{id::PostId, posts::Status};
use leptos::prelude::*;

use crate::{
    forms::OneButton,
    ui::{Badge, BadgeKind},
};

/// Where a post stands, in one word.
#[component]
pub(in crate::posts) fn StatusBadge(
    /// The status.
    status: Status,
) -> impl IntoView {
    let (kind, word) = match status {
        Status::Draft { .. } => (BadgeKind::Draft, "Draft"),
        Status::Published { .. } => (BadgeKind::Published, "Published"),
        Status::Deleted { .. } => (BadgeKind::Deleted, "Deleted"),
    };
    view! { <Badge kind=kind>{word}</Badge> }
}

/// A button that does one thing to one post.
#[component]
pub(in crate::posts) fn PostAction(
    /// URL of the server function.
    action: &'static str,
    /// The post.
    id: PostId,
    /// What the button says.
    label: &'static str,
    /// The post's title, for those who hear the button without its row.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    view! {
        <OneButton action=action id=id.to_string() words=label spoken=format!("{label} “{title}”") />
    }
}
