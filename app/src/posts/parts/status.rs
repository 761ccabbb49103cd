use domain::{id::PostId, posts::Status};
use leptos::prelude::*;

use crate::{
    forms::Form,
    ui::{Badge, BadgeKind, Button, ButtonKind},
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
        <Form action=action>
            <input type="hidden" name="id" value=id.to_string() />
            <Button kind=ButtonKind::Quiet label=format!("{label} “{title}”")>{label}</Button>
        </Form>
    }
}
