use axum::extract::Query;
use domain::{
    pagination::Page,
    paths,
    posts::{DeskRow, Move, PostFacts},
};
use leptos::prelude::*;
use server::posts;
use server_fn::ServerFn;

use super::ListQuery;
use crate::{
    Answer, Cx, Head,
    posts::{
        DeletePost, PublishPost, RestorePost, UnpublishPost,
        parts::{PostAction, StatusBadge},
    },
    ui::{Pager, Time},
};

/// A writer's drafts and posts; for editors, everybody's.
pub(crate) async fn desk(cx: Cx, Query(query): Query<ListQuery>) -> Answer {
    let actor = cx.actor()?;
    PostFacts::may_create(actor)?;
    let cursor = query.cursor()?;
    let page = posts::desk(&cx.app, actor, cursor).await?;
    Ok(cx.page(Head::private("Your desk"), || view! { <Desk page=page older=cursor.is_some() /> }.into_any()))
}

#[component]
fn Desk(page: Page<DeskRow>, older: bool) -> impl IntoView {
    let empty =
        page.items.is_empty().then(|| view! { <p class="empty">"Nothing here yet. What will you write first?"</p> });
    let next = page.next.map(|cursor| paths::next_page(paths::DESK, cursor));
    view! {
        <div class="page desk">
            <header class="desk-header">
                <h1>"Your desk"</h1>
                <a class="button primary" href=paths::NEW_POST>"New post"</a>
            </header>
            {empty}
            <ul class="desk-list">{page.items.into_iter().map(row).collect_view()}</ul>
            <Pager newest=older.then(|| paths::DESK.to_owned()) next=next />
        </div>
    }
}

fn row(row: DeskRow) -> impl IntoView {
    let (id, status, title) = (row.id, row.status, row.title);
    let authors = row.authors.into_iter().map(|author| author.name).collect::<Vec<_>>().join(", ");
    let actions = [
        (Move::Publish, PublishPost::PATH, "Publish"),
        (Move::Unpublish, UnpublishPost::PATH, "Unpublish"),
        (Move::Delete, DeletePost::PATH, "Delete"),
        (Move::Restore, RestorePost::PATH, "Restore"),
    ];
    let buttons = actions.into_iter().filter(|(step, ..)| status.allows(*step)).map({
        let title = title.clone();
        move |(_, action, label)| view! { <PostAction action=action id=id label=label title=title.clone() /> }
    });
    let view_link = status
        .allows(Move::Unpublish)
        .then(|| view! { <a class="button quiet" href=paths::post(&row.slug)>"View"</a> });
    view! {
        <li class="desk-row">
            <div>
                <h2 class="desk-title"><a href=paths::edit_post(id)>{title}</a></h2>
                <p class="meta">
                    <StatusBadge status=status />
                    <span>"Saved " <Time at=row.updated_at /></span>
                    <span class="byline">{authors}</span>
                </p>
            </div>
            <div class="actions">
                {view_link}
                {buttons.collect_view()}
            </div>
        </li>
    }
}
