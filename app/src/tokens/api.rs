#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{Problem, paths, tokens::TokenForm},
    server::tokens::{self, personal},
};

/// Makes a personal token; the page of tokens shows it, once. The names of its scopes are the keys of `scopes`. Members
/// with a fresh proof only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed`, `not_while_acting` or `invalid` fields.
#[server(prefix = "/fn", endpoint = "tokens/make")]
pub async fn make_token(
    #[server(default)] name: String,
    #[server(default)] scopes: BTreeMap<String, String>,
    #[server(default)] days: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let form = TokenForm::parse(&name, scopes.keys().map(String::as_str), &days)?;
        let made = personal::make(&cx.app, &cx.visit, actor, form).await?;
        personal::keep(&cx.app, &cx.visit, &made).await?;
        Ok(Done::at(paths::TOKENS))
    })
    .await
}

/// Revokes one of one's own tokens. Members only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `not_while_acting` or `not_found`.
#[server(prefix = "/fn", endpoint = "tokens/revoke")]
pub async fn revoke_token(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        personal::end(&cx.app, &cx.visit, actor, id.parse().map_err(|_| Problem::NotFound)?).await?;
        Ok(Done::at(paths::TOKENS).saying(Notice::TokenRevoked))
    })
    .await
}

/// Signs one of one's own programs out. Members only.
///
/// # Errors
/// As [`revoke_token`].
#[server(prefix = "/fn", endpoint = "tokens/end-program")]
pub async fn end_program(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        tokens::end_program(&cx.app, &cx.visit, actor, id.parse().map_err(|_| Problem::NotFound)?).await?;
        Ok(Done::at(paths::TOKENS).saying(Notice::ProgramEnded))
    })
    .await
}
