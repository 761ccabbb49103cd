#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::paths,
    server::accounts,
};

/// Asks for the end of one's account; it comes after the grace.
///
/// # Errors
/// [`Refusal`] with `proof_needed`, or the field `confirmation`.
#[server(prefix = "/fn", endpoint = "own-data/delete")]
pub async fn ask_deletion(#[server(default)] confirmation: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let at = accounts::ask_deletion(&cx.app, &cx.visit, cx.actor()?, &confirmation).await?;
        Ok(Done::at(paths::OWN_DATA).saying(Notice::DeletionAsked { at }))
    })
    .await
}

/// Keeps one's account after all.
///
/// # Errors
/// [`Refusal`] with `not_found` when it came too late.
#[server(prefix = "/fn", endpoint = "own-data/keep")]
pub async fn keep_account() -> Result<Done, Refusal> {
    action(|cx| async move {
        accounts::keep_account(&cx.app, &cx.visit, cx.actor()?).await?;
        Ok(Done::at(paths::OWN_DATA).saying(Notice::AccountKept))
    })
    .await
}
