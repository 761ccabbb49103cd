use axum::extract::Query;
use domain::paths;
use leptos::prelude::*;
use server::posts;

use super::ListQuery;
use crate::{Answer, Cx, Head, metadata::Subject, posts::parts::CardList};

/// The latest posts.
pub(crate) async fn home(cx: Cx, Query(query): Query<ListQuery>) -> Answer {
    let cursor = query.cursor()?;
    let page = posts::front_page(&cx.app, cursor).await?;
    let older = cursor.is_some();
    let head = match cursor {
        Some(cursor) => Head::public("Older posts", paths::next_page(paths::HOME, cursor)),
        None => Head::public("", paths::HOME).about(Subject::Site).as_front(),
    };
    let heading = older.then(|| view! { <h1 class="visually-hidden">"Older posts"</h1> });
    Ok(cx.page(head.described(cx.app.site.tagline.clone()), || {
        view! {
            <div class="front">
                {heading}
                <CardList page=page path=paths::HOME.to_owned() older=older with_lead=!older empty="Nothing is published yet." />
            </div>
        }
        .into_any()
    }))
}
