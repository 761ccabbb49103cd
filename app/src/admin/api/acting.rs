use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{Problem, paths},
    server::acting,
};

/// Begins to act as a member. For those with the permission.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed`, `not_while_acting`, `not_found` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "acting/begin")]
pub async fn act_as_member(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        acting::begin(&cx.app, &cx.visit, id.parse().map_err(|_| Problem::NotFound)?).await?;
        Ok(Done::at(paths::HOME))
    })
    .await
}

/// Stops acting as a member.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`.
#[server(prefix = "/fn", endpoint = "acting/stop")]
pub async fn stop_acting() -> Result<Done, Refusal> {
    action(|cx| async move {
        let acted = acting::stop(&cx.app, &cx.visit).await?;
        Ok(Done::at(acted.map_or_else(|| paths::HOME.to_owned(), paths::member)).saying(Notice::ActingEnded))
    })
    .await
}
