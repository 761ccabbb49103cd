use axum::extract::Path;
use domain::{
    paths,
    posts::{Move, Publication},
};
use leptos::prelude::*;
use server::posts;
use server_fn::ServerFn;

use super::parse_id;
use crate::{
    Answer, Cx, Head,
    posts::{
        PublishPost,
        parts::{Article, PostAction, StatusBadge},
    },
};

/// A post as readers will see it, for its writers and editors.
pub(crate) async fn preview(cx: Cx, Path(id): Path<String>) -> Answer {
    let post = posts::manuscript(&cx.app, cx.actor()?, parse_id(&id)?).await?;
    Ok(cx.page(Head::private(format!("Preview: {}", post.input.title)), move || {
        let published_at = post.status.publication().map(Publication::at);
        let title = post.input.title.clone();
        let publish = post.status.allows(Move::Publish).then(|| {
            view! { <PostAction action=PublishPost::PATH id=post.id label="Publish" title=title.clone() /> }
        });
        view! {
            <div class="notice banner">
                <p>
                    <StatusBadge status=post.status />
                    " This is how readers will see it."
                </p>
                <div class="actions">
                    <a class="button quiet" href=paths::edit_post(post.id)>"Go on writing"</a>
                    {publish}
                </div>
            </div>
            <Article
                title=title
                standfirst=post.input.standfirst
                cover=Some(post.input.cover).filter(|cover| !cover.is_empty())
                html=post.html
                contents=post.contents
                published_at=published_at
                reading_time=post.reading_time
                authors=post.authors
                tags=post.tags
            />
        }
        .into_any()
    }))
}
