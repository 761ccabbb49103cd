#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{
        FieldErrors, Problem,
        accounts::{Password, TypedCode},
        paths,
    },
    server::accounts::confirm,
};

/// Proves who is there by password.
///
/// # Errors
/// [`Refusal`] with the field `password`, `too_many_attempts` or `not_while_acting`.
#[server(prefix = "/fn", endpoint = "confirm/password")]
pub async fn confirm_by_password(
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let password = Password::given(&password)
            .map_err(|error| Problem::Invalid { fields: FieldErrors::one("password", error) })?;
        confirm::by_password(&cx.app, &cx.visit, &password).await?;
        Ok(Done::at(way_on(&next)))
    })
    .await
}

/// Sends a code to a member who has no password.
///
/// # Errors
/// [`Refusal`] with `illegal_move`, `too_many_attempts` or `not_while_acting`.
#[server(prefix = "/fn", endpoint = "confirm/letter")]
pub async fn send_confirmation_code(#[server(default)] next: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let mailbox = confirm::send_code(&cx.app, &cx.visit).await?;
        Ok(Done::at(paths::confirm_then(&way_on(&next))).saying(Notice::CodeSent { mailbox }))
    })
    .await
}

/// Proves who is there by the code of that letter.
///
/// # Errors
/// [`Refusal`] with the field `code`, `illegal_move`, `too_many_attempts` or `not_while_acting`.
#[server(prefix = "/fn", endpoint = "confirm/code")]
pub async fn confirm_by_code(
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let code =
            TypedCode::parse(&code).map_err(|error| Problem::Invalid { fields: FieldErrors::one("code", error) })?;
        confirm::by_code(&cx.app, &cx.visit, &code).await?;
        Ok(Done::at(way_on(&next)))
    })
    .await
}

#[cfg(feature = "ssr")]
fn way_on(next: &str) -> String {
    paths::local(next).unwrap_or(paths::SETTINGS).to_owned()
}
