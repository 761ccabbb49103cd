use domain::{
    id::PostId,
    paths,
    posts::{Afterwards, PostInput, Status},
};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::StatusBadge;
use crate::{
    forms::{Form, FormState},
    posts::{
        api::{CreatePost, SavePost},
        islands::LivePreview,
    },
    ui::{Button, ButtonKind, InputKind, TextArea, TextField},
};

/// What the editor works on.
#[derive(Clone, Copy, Debug)]
pub(in crate::posts) enum EditorForm {
    /// A post that does not exist yet.
    New,
    /// A post as it was when the page was made.
    Existing {
        /// Which post.
        id: PostId,
        /// Where it stands.
        status: Status,
    },
}

impl EditorForm {
    /// URL of the server function that takes the form.
    pub(in crate::posts) const fn action(&self) -> &'static str {
        match self {
            Self::New => CreatePost::PATH,
            Self::Existing { .. } => SavePost::PATH,
        }
    }
}

/// Fills the editor's fields, unless they hold what was typed.
pub(in crate::posts) fn filled(state: FormState, input: &PostInput) -> FormState {
    state
        .with("title", &input.title)
        .with("standfirst", &input.standfirst)
        .with("body", &input.body)
        .with("tags", &input.tags)
        .with("cover", &input.cover)
        .with("slug", &input.slug)
}

/// The plain form that writes a post, and the live preview beside it.
#[component]
pub(in crate::posts) fn Editor(
    /// What it works on.
    form: EditorForm,
    /// The fields, filled; `id` and `version` among them.
    state: FormState,
) -> impl IntoView {
    let (title, badge) = match form {
        EditorForm::New => ("New post", None),
        EditorForm::Existing { status, .. } => ("Edit post", Some(view! { <StatusBadge status=status /> })),
    };
    let refused = state.is_refused();
    view! {
        <div class="editor">
            <header class="editor-header">
                <h1>{title}</h1>
                " "
                {badge}
            </header>
            <div class="editor-panes">
                <Form action=form.action() state=state.clone() class="form editor-form">
                    <input type="hidden" name="id" value=state.value("id") />
                    <input type="hidden" name="version" value=state.value("version") />
                    <Words state=state.clone() />
                    <Details state=state />
                    <Actions form=form />
                </Form>
                <LivePreview source="body".to_owned() refused=refused />
            </div>
        </div>
    }
}

#[component]
fn Words(state: FormState) -> impl IntoView {
    view! {
        <TextField class="editor-title" name="title" label="Title" value=state.value("title") error=state.error("title") />
        <TextArea
            class="editor-standfirst"
            name="standfirst"
            label="Standfirst"
            rows=2
            optional=true
            hint="One or two sentences that make people want to read on."
            value=state.value("standfirst")
            error=state.error("standfirst")
        />
        <TextArea
            class="editor-body"
            name="body"
            label="Text"
            code=true
            hint="Markdown: **bold**, [link](https://example.org), # headings, ``` code."
            rows=22
            optional=true
            value=state.value("body")
            error=state.error("body")
        />
    }
}

#[component]
fn Details(state: FormState) -> impl IntoView {
    view! {
        <fieldset class="editor-details">
            <legend>"Details"</legend>
            <TextField
                name="tags"
                label="Tags"
                optional=true
                hint="At most ten, with commas between them."
                value=state.value("tags")
                error=state.error("tags")
            />
            <TextField
                name="cover"
                kind=InputKind::Url
                label="Cover picture"
                optional=true
                hint="Address of a picture that starts with https://"
                value=state.value("cover")
                error=state.error("cover")
            />
            <TextField
                name="slug"
                kind=InputKind::Url
                label="Address"
                optional=true
                hint="The last part of the post’s address; made from the title if empty. Old addresses lead to the new one."
                value=state.value("slug")
                error=state.error("slug")
            />
        </fieldset>
    }
}

/// What matters most comes first, because Enter presses the first button: saving.
#[component]
fn Actions(form: EditorForm) -> impl IntoView {
    let (published, preview) = match form {
        EditorForm::New => (false, None),
        EditorForm::Existing { id, status } => {
            (matches!(status, Status::Published { .. }), Some(paths::preview_post(id)))
        }
    };
    let publish = (!published).then(|| {
        view! { <Button name="then" value=Afterwards::Publish.as_str()>"Publish"</Button> }
    });
    let save = if published { "Save changes" } else { "Save draft" };
    view! {
        <div class="actions editor-actions">
            <Button kind=ButtonKind::Primary name="then" value=Afterwards::Stay.as_str()>{save}</Button>
            <Button name="then" value=Afterwards::Preview.as_str()>"Save and preview"</Button>
            {publish}
            {preview.map(|href| view! { <a class="button quiet" href=href>"Last saved version"</a> })}
        </div>
    }
}
