#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{Problem, comments::CommentForm, id::CommentId, paths},
    server::comments::{self, Place},
};

/// Comments on a published post, or answers a comment on it. `id` was made with the form, so that sending it twice
/// comments once. Members only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `not_found`, `too_many_attempts` or an `invalid` body.
#[server(prefix = "/fn", endpoint = "comments/create")]
pub async fn create_comment(
    id: String,
    post: String,
    #[server(default)] parent: String,
    #[server(default)] body: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let form = CommentForm::parse(&body)?;
        let post = post.parse().map_err(|_| Problem::NotFound)?;
        let parent = if parent.is_empty() { None } else { Some(parse_id(&parent)?) };
        let place = comments::create(&cx.app, actor, post, parent, parse_id(&id)?, form).await?;
        Ok(at(&place))
    })
    .await
}

/// Changes the words of one's own comment while the window is open.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `not_found` or an `invalid` body.
#[server(prefix = "/fn", endpoint = "comments/edit")]
pub async fn edit_comment(id: String, #[server(default)] body: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let form = CommentForm::parse(&body)?;
        Ok(at(&comments::edit(&cx.app, actor, parse_id(&id)?, form).await?))
    })
    .await
}

/// Deletes one's own comment; moderators delete anybody's.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden` or `not_found`.
#[server(prefix = "/fn", endpoint = "comments/delete")]
pub async fn delete_comment(id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let place = comments::delete(&cx.app, cx.actor()?, parse_id(&id)?).await?;
        Ok(Done::at(paths::post_comments(&place.post)).saying(Notice::CommentDeleted))
    })
    .await
}

/// Hides a comment from everyone but moderators. Moderators only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden` or `not_found`.
#[server(prefix = "/fn", endpoint = "comments/hide")]
pub async fn hide_comment(id: String) -> Result<Done, Refusal> {
    action(|cx| async move { Ok(at(&comments::hide(&cx.app, cx.actor()?, parse_id(&id)?).await?)) }).await
}

/// Shows a hidden comment again. Moderators only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden` or `not_found`.
#[server(prefix = "/fn", endpoint = "comments/show")]
pub async fn show_comment(id: String) -> Result<Done, Refusal> {
    action(|cx| async move { Ok(at(&comments::show(&cx.app, cx.actor()?, parse_id(&id)?).await?)) }).await
}

#[cfg(feature = "ssr")]
fn parse_id(raw: &str) -> Result<CommentId, Problem> {
    raw.parse().map_err(|_| Problem::NotFound)
}

#[cfg(feature = "ssr")]
fn at(place: &Place) -> Done {
    Done::at(paths::comment(&place.post, place.comment))
}
