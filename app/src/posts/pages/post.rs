use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect},
};
use domain::{comments::Thread, id::CommentId, paths, posts::PublishedPost};
use leptos::prelude::*;
use serde::Deserialize;
use server::{
    comments, feeds,
    posts::{self, Found},
};
use server_fn::ServerFn;

use super::parse_slug;
use crate::{
    Answer, Cx, Head,
    comments::{CreateComment, parts::Comments},
    forms::FormState,
    metadata::Subject,
    posts::parts::{Article, Neighbours},
};

/// Which comment is being answered.
#[derive(Debug, Deserialize)]
pub(crate) struct PostQuery {
    reply: Option<String>,
}

/// A published post with its comments. An earlier slug leads to the present one, for ever. With `.md` behind its slug it is
/// the post as Markdown; no slug has a dot in it.
pub(crate) async fn post(cx: Cx, Path(slug): Path<String>, Query(query): Query<PostQuery>) -> Answer {
    if let Some(slug) = slug.strip_suffix(".md") {
        return Ok(feeds::post_markdown(&cx.app, &parse_slug(slug)?).await?);
    }
    let post = match posts::published(&cx.app, &parse_slug(&slug)?).await? {
        Found::Post(post) => *post,
        Found::Moved(slug) => return Ok(Redirect::permanent(&paths::post(&slug)).into_response()),
    };
    let comments = comments::on_post(&cx.app, &cx.visit.viewer, post.id).await?;
    let state = FormState::about(&cx, CreateComment::PATH, "post", &post.id.to_string()).await?;
    let reply = query.reply.and_then(|id| id.parse::<CommentId>().ok());
    let head = Head::public(&post.title, paths::post(&post.slug)).described(&post.summary).about(Subject::post(&post));
    Ok(cx.page(head, || page(post, Thread::arrange(comments), state, reply)))
}

fn page(post: PublishedPost, threads: Vec<Thread>, state: FormState, reply: Option<CommentId>) -> AnyView {
    let edit = post.may_edit(&Cx::current().visit.viewer).then(|| paths::edit_post(post.id));
    view! {
        <Article
            title=post.title
            standfirst=post.standfirst
            cover=post.cover
            html=post.html
            contents=post.contents
            published_at=Some(post.publication.at())
            reading_time=post.reading_time
            authors=post.authors
            tags=post.tags
            edit=edit
        />
        <Neighbours previous=post.previous next=post.next />
        <Comments post=post.id slug=post.slug threads=threads state=state reply=reply />
    }
    .into_any()
}
