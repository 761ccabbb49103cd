use domain::{
    comments::{CommentState, CommentView},
    paths,
};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::comments::Discussion;
use crate::{
    comments::api::{DeleteComment, HideComment, ShowComment},
    forms::OneButton,
    ui::{Badge, Prose, Time},
};

/// One comment, without its answers.
#[component]
pub(super) fn CommentItem(comment: CommentView, discussion: Discussion) -> impl IntoView {
    let anchor = paths::comment_anchor(comment.id);
    let hidden = matches!(comment.state, CommentState::Hidden { .. });
    let actions = actions(&comment, &discussion);
    let edited = comment.edited_at.map(|_| view! { <span>"edited"</span> });
    view! {
        <article class=if hidden { "comment hidden" } else { "comment" } id=anchor.clone()>
            <header class="comment-header">
                <strong>{comment.writer().to_owned()}</strong>
                " "
                <a href=format!("#{anchor}")><Time at=comment.created_at /></a>
                " "
                {edited}
                {hidden.then(|| view! { <Badge>"Hidden"</Badge> })}
            </header>
            {words(comment.state)}
            {actions}
        </article>
    }
}

fn words(state: CommentState) -> AnyView {
    match state {
        CommentState::Shown { html } | CommentState::Hidden { html: Some(html) } => {
            view! { <Prose html=html small=true /> }.into_any()
        }
        CommentState::Hidden { html: None } => view! { <p class="comment-gone">"Hidden by an editor."</p> }.into_any(),
        CommentState::Deleted => view! { <p class="comment-gone">"Deleted."</p> }.into_any(),
    }
}

fn actions(comment: &CommentView, discussion: &Discussion) -> Option<AnyView> {
    let shown = matches!(comment.state, CommentState::Shown { .. });
    let hidden = matches!(comment.state, CommentState::Hidden { .. });
    let reply = (shown && discussion.may_comment).then(|| {
        view! { <a class="button quiet" href=paths::reply(&discussion.slug, comment.id)>"Reply"</a> }
    });
    let edit = comment.may_edit.then(|| {
        view! { <a class="button quiet" href=paths::edit_comment(comment.id)>"Edit"</a> }
    });
    let delete = comment.may_delete.then(|| one_button(DeleteComment::PATH, comment, "Delete"));
    let hide = (shown && discussion.may_moderate).then(|| one_button(HideComment::PATH, comment, "Hide"));
    let show = (hidden && discussion.may_moderate).then(|| one_button(ShowComment::PATH, comment, "Show"));
    let any = reply.is_some() || edit.is_some() || delete.is_some() || hide.is_some() || show.is_some();
    any.then(|| view! { <div class="actions">{reply}{edit}{delete}{hide}{show}</div> }.into_any())
}

fn one_button(action: &'static str, comment: &CommentView, words: &'static str) -> AnyView {
    let spoken = format!("{words} the comment of {}", comment.writer());
    view! { <OneButton action=action id=comment.id.to_string() words=words spoken=spoken /> }.into_any()
}
