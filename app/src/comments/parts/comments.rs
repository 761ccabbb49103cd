use domain::{
    Slug,
    accounts::{Permission, Viewer},
    comments::{CommentState, Thread},
    id::{CommentId, PostId},
    paths,
};
use leptos::prelude::*;

use super::{comment::CommentItem, comment_form::CommentForm};
use crate::{cx::Cx, forms::FormState, posts::parts::counted};

/// What every comment of a page has to know of it.
#[derive(Clone, Debug)]
pub(super) struct Discussion {
    pub(super) post: PostId,
    pub(super) slug: Slug,
    /// The comment that is being answered.
    pub(super) reply: Option<CommentId>,
    /// What was typed, if it was refused.
    pub(super) state: FormState,
    pub(super) may_comment: bool,
    pub(super) may_moderate: bool,
}

/// The comments of a post, and the form for one more.
#[component]
pub(crate) fn Comments(
    /// The post.
    post: PostId,
    /// Its address.
    slug: Slug,
    /// The threads, oldest first.
    threads: Vec<Thread>,
    /// What was typed, if it was refused.
    state: FormState,
    /// The comment that is being answered.
    reply: Option<CommentId>,
) -> impl IntoView {
    let viewer = Cx::current().visit.viewer;
    // A comment that is gone is not answered; the form then stands below all others.
    let reply = reply.filter(|id| threads.iter().any(|thread| shows(thread, *id)));
    let discussion = Discussion {
        post,
        slug,
        reply,
        state,
        may_comment: viewer.may(Permission::Comment),
        may_moderate: viewer.may(Permission::ModerateComments),
    };
    let title = match threads.iter().map(shown).sum() {
        0 => "Comments".to_owned(),
        count => counted(count, "comment"),
    };
    let list = (!threads.is_empty()).then(|| view! { <ThreadList threads=threads discussion=discussion.clone() /> });
    view! {
        <section class="comments" id="comments" aria-labelledby="comments-title">
            <h2 id="comments-title">{title}</h2>
            {list}
            {join_in(&viewer, &discussion)}
        </section>
    }
}

/// Whether the comment is to be seen in this thread.
fn shows(thread: &Thread, id: CommentId) -> bool {
    let is_it = thread.comment.id == id && matches!(thread.comment.state, CommentState::Shown { .. });
    is_it || thread.answers.iter().any(|answer| shows(answer, id))
}

fn shown(thread: &Thread) -> u64 {
    let own = u64::from(matches!(thread.comment.state, CommentState::Shown { .. }));
    own + thread.answers.iter().map(shown).sum::<u64>()
}

/// Threads, each with its answers below it.
#[component]
pub(super) fn ThreadList(threads: Vec<Thread>, discussion: Discussion) -> impl IntoView {
    let items = threads.into_iter().map(|thread| {
        let discussion = discussion.clone();
        let answered = discussion.reply == Some(thread.comment.id) && discussion.may_comment;
        let form = answered
            .then(|| view! { <CommentForm discussion=discussion.clone() answers=Some(thread.comment.clone()) /> });
        let answers = (!thread.answers.is_empty())
            .then(|| view! { <ThreadList threads=thread.answers discussion=discussion.clone() /> }.into_any());
        view! {
            <li>
                <CommentItem comment=thread.comment discussion=discussion.clone() />
                {form}
                {answers}
            </li>
        }
    });
    view! { <ol class="thread">{items.collect_view()}</ol> }.into_any()
}

fn join_in(viewer: &Viewer, discussion: &Discussion) -> AnyView {
    if *viewer == Viewer::Stranger {
        let back = paths::post_comments(&discussion.slug);
        return view! {
            <p class="comment-invitation">
                <a href=paths::sign_in_then(&back)>"Sign in"</a>
                " or "
                <a href=paths::sign_up_then(&back)>"join"</a>
                " to comment."
            </p>
        }
        .into_any();
    }
    if discussion.may_comment && discussion.reply.is_none() {
        return view! { <CommentForm discussion=discussion.clone() answers=None /> }.into_any();
    }
    ().into_any()
}
