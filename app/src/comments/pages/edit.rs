use axum::extract::Path;
use domain::{Problem, comments::EditableComment, id::CommentId, paths};
use leptos::prelude::*;
use server::comments;
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    comments::api::EditComment,
    forms::{Form, FormState},
    ui::{Button, ButtonKind, TextArea},
};

/// The form that changes the words of one's own comment.
pub(crate) async fn edit(cx: Cx, Path(id): Path<String>) -> Answer {
    let id: CommentId = id.parse().map_err(|_| Problem::NotFound)?;
    let comment = comments::editable(&cx.app, cx.actor()?, id).await?;
    let state =
        FormState::about(&cx, EditComment::PATH, "id", &comment.id.to_string()).await?.with("body", &comment.body);
    Ok(cx.page(Head::private("Edit your comment"), || form(comment, state)))
}

fn form(comment: EditableComment, state: FormState) -> AnyView {
    view! {
        <div class="page reading">
            <header class="page-header">
                <p class="kicker">"On " <a href=paths::post(&comment.post)>{comment.post_title.clone()}</a></p>
                <h1>"Edit your comment"</h1>
            </header>
            <Form action=EditComment::PATH state=state.clone() class="form">
                <input type="hidden" name="id" value=comment.id.to_string() />
                <TextArea name="body" label="Your comment" rows=8 value=state.value("body") error=state.error("body") />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Save"</Button>
                    <a class="button quiet" href=paths::comment(&comment.post, comment.id)>"Cancel"</a>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
