#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{Problem, paths},
    server::sessions,
};

/// Ends one of one's own sessions. This very one is signed out.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `not_found` or `not_while_acting`.
#[server(prefix = "/fn", endpoint = "sessions/end")]
pub async fn end_session(
    /// Its handle.
    #[server(default)]
    id: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let handle = id.parse().map_err(|_| Problem::NotFound)?;
        sessions::end_one(&cx.app, &cx.visit, handle).await?;
        Ok(Done::at(paths::SESSIONS).saying(Notice::SessionEnded))
    })
    .await
}

/// Signs out everywhere else.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed` or `not_while_acting`.
#[server(prefix = "/fn", endpoint = "sessions/end-others")]
pub async fn end_other_sessions() -> Result<Done, Refusal> {
    action(|cx| async move {
        sessions::sign_out_others(&cx.app, &cx.visit).await?;
        Ok(Done::at(paths::SESSIONS).saying(Notice::OtherSessionsEnded))
    })
    .await
}
