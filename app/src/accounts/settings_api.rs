//! What members change about their own account.
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
        accounts::{DisplayName, EmailAddress},
        paths,
    },
    server::accounts,
};

/// Changes the name that others see.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, or `invalid` fields.
#[server(prefix = "/fn", endpoint = "accounts/rename")]
pub async fn rename(#[server(default)] name: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let name =
            DisplayName::parse(&name).map_err(|error| Problem::Invalid { fields: FieldErrors::one("name", error) })?;
        accounts::rename(&cx.app, actor, &name).await?;
        Ok(Done::at(paths::SETTINGS).saying(Notice::Saved))
    })
    .await
}

/// Sends the letter once more that asks whether the member's address is theirs.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/ask-for-verification")]
pub async fn ask_for_verification() -> Result<Done, Refusal> {
    action(|cx| async move {
        accounts::ask_for_verification(&cx.app, &cx.visit, cx.actor()?).await?;
        Ok(Done::at(paths::VERIFY).saying(Notice::LetterSent))
    })
    .await
}

/// Asks for another address, which holds once it is proved.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed`, `invalid` fields, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/change-email")]
pub async fn change_email(#[server(default)] email: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let email = EmailAddress::parse(&email)
            .map_err(|error| Problem::Invalid { fields: FieldErrors::one("email", error) })?;
        accounts::ask_for_email_change(&cx.app, &cx.visit, actor, &email).await?;
        Ok(Done::at(paths::SETTINGS).saying(Notice::LetterSent))
    })
    .await
}

/// Takes a wish for another address back.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`.
#[server(prefix = "/fn", endpoint = "accounts/keep-email")]
pub async fn keep_email() -> Result<Done, Refusal> {
    action(|cx| async move {
        accounts::cancel_email_change(&cx.app, &cx.visit, cx.actor()?).await?;
        Ok(Done::at(paths::SETTINGS).saying(Notice::AddressKept))
    })
    .await
}

/// Changes the password, or sets the first one.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed`, `invalid` fields, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/change-password")]
pub async fn change_password(
    #[server(default)] current_password: String,
    #[server(default)] password: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        accounts::change_password(&cx.app, &cx.visit, cx.actor()?, &current_password, &password).await?;
        Ok(Done::at(paths::SECURITY).saying(Notice::PasswordChanged))
    })
    .await
}
