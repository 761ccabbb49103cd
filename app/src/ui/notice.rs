use leptos::prelude::*;

/// How a [`Notice`] looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    #[default]
    Done,
    /// Something to keep in mind on this page.
    Banner,
}

/// Something that happened or is to be known, and what can be done about it, such as undoing it.
#[component]
pub fn Notice(
    /// The look.
    #[prop(optional)]
    kind: NoticeKind,
    /// A sentence or two.
    #[prop(into)]
    message: String,
    /// Links and one-button forms.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = match kind {
        NoticeKind::Done => "notice",
        NoticeKind::Banner => "notice banner",
    };
    view! {
        <div class=class role="status">
            <p>{message}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
