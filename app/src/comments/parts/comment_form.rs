use domain::{comments::CommentView, paths};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::comments::Discussion;
use crate::{
    comments::api::CreateComment,
    cx::Cx,
    forms::Form,
    ui::{Button, ButtonKind, TextArea},
};

/// The form for a comment, or for an answer to one.
#[component]
pub(super) fn CommentForm(
    /// The page's discussion.
    discussion: Discussion,
    /// The comment to answer.
    answers: Option<CommentView>,
) -> impl IntoView {
    let cx = Cx::current();
    // The id is made with the form, so that sending it twice comments once.
    let state = discussion.state.clone().with("id", cx.app.ids.uuid().to_string());
    let parent = answers.as_ref().map(|comment| comment.id.to_string()).unwrap_or_default();
    let (title, label, send) = match &answers {
        Some(comment) => (format!("Answer {}", comment.writer()), "Your answer", "Post answer"),
        None => ("Join in".to_owned(), "Your comment", "Post comment"),
    };
    let cancel = answers.map(|comment| {
        view! { <a class="button quiet" href=paths::comment(&discussion.slug, comment.id)>"Cancel"</a> }
    });
    view! {
        <Form action=CreateComment::PATH state=state.clone() class="form comment-form" id="reply">
            <h3>{title}</h3>
            <input type="hidden" name="id" value=state.value("id") />
            <input type="hidden" name="post" value=discussion.post.to_string() />
            <input type="hidden" name="parent" value=parent />
            <TextArea
                name="body"
                label=label
                hint="Markdown: **bold**, `code`, [link](https://example.org)."
                rows=5
                value=state.value("body")
                error=state.error("body")
            />
            <div class="actions">
                <Button kind=ButtonKind::Primary>{send}</Button>
                {cancel}
            </div>
        </Form>
    }
}
