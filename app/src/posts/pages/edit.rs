use axum::extract::Path;
use domain::posts::{PostFacts, PostInput};
use leptos::prelude::*;
use server::posts;

use super::parse_id;
use crate::{
    Answer, Cx, Head,
    forms::FormState,
    posts::parts::{Editor, EditorForm, filled},
};

/// An empty editor. Its post's id is made here, so that sending the form twice makes one post.
pub(crate) async fn new_post(cx: Cx) -> Answer {
    PostFacts::may_create(cx.actor()?)?;
    let form = EditorForm::New;
    let state = FormState::of(&cx, form.action()).await?;
    let state = filled(state, &PostInput::default()).with("id", cx.app.ids.uuid().to_string());
    Ok(cx.page(Head::private("New post").with_island(), || view! { <Editor form=form state=state /> }.into_any()))
}

/// The editor of a post.
pub(crate) async fn edit(cx: Cx, Path(id): Path<String>) -> Answer {
    let post = posts::manuscript(&cx.app, cx.actor()?, parse_id(&id)?).await?;
    let form = EditorForm::Existing { id: post.id, status: post.status };
    let state = FormState::about(&cx, form.action(), "id", &post.id.to_string()).await?;
    // Whoever was told of a conflict decides with open eyes; any other refusal must not hide one.
    let version = post.version.to_string();
    let state = if state.is_conflict() { state.set("version", version) } else { state.with("version", version) };
    let state = filled(state, &post.input).set("id", post.id.to_string());
    let title = format!("Edit: {}", post.input.title);
    Ok(cx.page(Head::private(title).with_island(), || view! { <Editor form=form state=state /> }.into_any()))
}
