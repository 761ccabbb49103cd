#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use domain::posts::PostInput;
use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::{
        cx::Cx,
        forms::{Notice, action},
    },
    domain::{Problem, id::PostId, paths, posts::Afterwards},
    server::posts::{self, Saved},
};

/// Keeps a new draft. `id` was made with the form, so that sending it twice keeps it once. Members only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden` or `invalid` fields.
#[server(prefix = "/fn", endpoint = "posts/create")]
pub async fn create_post(
    id: String,
    #[server(flatten)] input: PostInput,
    #[server(default)] then: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let saved = posts::create(&cx.app, actor, parse_id(&id)?, &input).await?;
        afterwards(&cx, saved, &then).await
    })
    .await
}

/// Saves a post over the version that the writer began with. Its writers and editors only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `not_found`, `edit_conflict` or `invalid` fields.
#[server(prefix = "/fn", endpoint = "posts/save")]
pub async fn save_post(
    id: String,
    version: i64,
    #[server(flatten)] input: PostInput,
    #[server(default)] then: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let saved = posts::save(&cx.app, actor, parse_id(&id)?, version, &input).await?;
        afterwards(&cx, saved, &then).await
    })
    .await
}

/// Publishes a draft. Its writers and editors only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `not_found` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "posts/publish")]
pub async fn publish_post(id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let saved = posts::publish(&cx.app, cx.actor()?, parse_id(&id)?).await?;
        Ok(published(saved))
    })
    .await
}

/// Takes a published post back to a draft. Its writers and editors only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `not_found` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "posts/unpublish")]
pub async fn unpublish_post(id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let saved = posts::unpublish(&cx.app, cx.actor()?, parse_id(&id)?).await?;
        Ok(Done::at(paths::edit_post(saved.id)).saying(Notice::Unpublished))
    })
    .await
}

/// Puts a post into the bin, from where it can be restored. Its writers and editors only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `not_found` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "posts/delete")]
pub async fn delete_post(id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let saved = posts::delete(&cx.app, cx.actor()?, parse_id(&id)?).await?;
        Ok(Done::at(paths::DESK).saying(Notice::Deleted { id: saved.id }))
    })
    .await
}

/// Takes a post out of the bin, as it was. Its writers and editors only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `not_found` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "posts/restore")]
pub async fn restore_post(id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let saved = posts::restore(&cx.app, cx.actor()?, parse_id(&id)?).await?;
        Ok(Done::at(paths::edit_post(saved.id)).saying(Notice::Restored))
    })
    .await
}

/// An id that is none names nothing.
#[cfg(feature = "ssr")]
fn parse_id(raw: &str) -> Result<PostId, Problem> {
    raw.parse().map_err(|_| Problem::NotFound)
}

/// Does what the pressed button says, now that the words are safe.
#[cfg(feature = "ssr")]
async fn afterwards(cx: &Cx, saved: Saved, then: &str) -> server::Result<Done> {
    match Afterwards::parse(then) {
        Afterwards::Stay => Ok(Done::at(paths::edit_post(saved.id)).saying(Notice::Saved)),
        Afterwards::Preview => Ok(Done::at(paths::preview_post(saved.id))),
        Afterwards::Publish => Ok(published(posts::publish(&cx.app, cx.actor()?, saved.id).await?)),
    }
}

#[cfg(feature = "ssr")]
fn published(saved: Saved) -> Done {
    Done::at(paths::post(&saved.slug)).saying(Notice::Published)
}
