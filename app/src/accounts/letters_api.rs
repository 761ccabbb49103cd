//! What the links and codes of letters do. All but one is open to strangers: whoever has the letter may.
#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::{
        accounts::api::arrived,
        forms::{Notice, action},
    },
    domain::{
        accounts::{EmailAddress, TypedCode},
        paths,
    },
    server::accounts::{self, Confirmed, Given},
};

/// Confirms the address of the member who is signed in, or the one that they wish for, by the `token` of a link or by `code`.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, also for a letter of somebody else; `link_expired`, `invalid` fields,
/// `not_while_acting`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/confirm-address")]
pub async fn confirm_address(
    #[server(default)] token: String,
    #[server(default)] code: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let confirmed = if token.is_empty() {
            let code = TypedCode::parse(&code).map_err(|error| invalid("code", error))?;
            accounts::confirm_by_code(&cx.app, &cx.visit, actor, code).await?
        } else {
            accounts::confirm_by_link(&cx.app, &cx.visit, actor, token).await?
        };
        Ok(Done::at(paths::SETTINGS).saying(notice(confirmed)))
    })
    .await
}

/// Confirms an address where its member is not signed in, by the `token` of a link or by `code` and `email`, together with
/// the password of the account, and signs in. Whoever has to show a second factor does so and then answers the letter in
/// their session. Open to strangers.
///
/// # Errors
/// [`Refusal`] with `link_expired`, `invalid` fields, `suspended`, `not_while_acting`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/confirm-with-password")]
pub async fn confirm_with_password(
    #[server(default)] token: String,
    #[server(default)] email: String,
    #[server(default)] code: String,
    #[server(default)] password: String,
    /// Whether to stay signed in when the browser is closed.
    #[server(default)]
    remember: bool,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let (given, password) = Given::parse_with_password(token, &email, &code, &password)?;
        let entered = accounts::confirm_with_password(&cx.app, &cx.visit, &given, &password, remember).await?;
        Ok(match entered.confirmed {
            Some(confirmed) => arrived(entered.admitted, paths::SETTINGS).saying(notice(confirmed)),
            // Without the link: it would carry the letter's secret through addresses.
            None => arrived(entered.admitted, paths::VERIFY),
        })
    })
    .await
}

/// Asks for a letter to choose a new password by.
///
/// # Errors
/// [`Refusal`] with `invalid` fields, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/ask-for-reset")]
pub async fn ask_for_reset(#[server(default)] email: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let email = EmailAddress::parse(&email).map_err(|error| invalid("email", error))?;
        accounts::ask_for_reset(&cx.app, &cx.visit, &email).await?;
        Ok(Done::at(paths::RESET).saying(Notice::LetterSent))
    })
    .await
}

/// Chooses a new password by the `token` of a link, or by `code` and `email`, and signs in.
///
/// # Errors
/// [`Refusal`] with `link_expired`, `invalid` fields, `suspended`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/reset-password")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] email: String,
    #[server(default)] code: String,
    #[server(default)] password: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let given = Given::parse(token, &email, &code)?;
        let admitted = accounts::reset_password(&cx.app, &cx.visit, given, &password).await?;
        Ok(arrived(admitted, "").saying(Notice::PasswordChanged))
    })
    .await
}

/// Asks for a letter to sign in by.
///
/// # Errors
/// [`Refusal`] with `invalid` fields, `too_many_attempts`, or `not_found` where it is turned off.
#[server(prefix = "/fn", endpoint = "accounts/ask-for-sign-in")]
pub async fn ask_for_sign_in(
    #[server(default)] email: String,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let email = EmailAddress::parse(&email).map_err(|error| invalid("email", error))?;
        accounts::ask_for_sign_in(&cx.app, &cx.visit, &email).await?;
        let next = paths::local(&next).map_or_else(|| paths::SIGN_IN_CODE.to_owned(), paths::sign_in_code_then);
        Ok(Done::at(next).saying(Notice::LetterSent))
    })
    .await
}

/// Signs in by the `token` of a link, or by the `code` of the letter that this session asked for.
///
/// # Errors
/// [`Refusal`] with `link_expired`, `invalid` fields, `suspended`, `too_many_attempts`, or `not_found` where it is turned
/// off.
#[server(prefix = "/fn", endpoint = "accounts/sign-in-by-letter")]
pub async fn sign_in_by_letter(
    #[server(default)] token: String,
    #[server(default)] code: String,
    #[server(default)] remember: bool,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let arrival = if token.is_empty() {
            let code = TypedCode::parse(&code).map_err(|error| invalid("code", error))?;
            accounts::sign_in_by_code(&cx.app, &cx.visit, &code, remember).await?
        } else {
            accounts::sign_in_by_link(&cx.app, &cx.visit, &token, remember).await?
        };
        let done = arrived(arrival.admitted, &next);
        Ok(if arrival.reclaimed { done.saying(Notice::Reclaimed) } else { done })
    })
    .await
}

/// Takes a change of address back, by the link in the old mailbox, and leads on to a new password.
///
/// # Errors
/// [`Refusal`] with `link_expired`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "accounts/undo-email-change")]
pub async fn undo_email_change(#[server(default)] token: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let token = accounts::undo_email_change(&cx.app, &cx.visit, &token).await?;
        Ok(Done::at(paths::with_token(paths::RESET, &token)).saying(Notice::AddressRestored))
    })
    .await
}

#[cfg(feature = "ssr")]
const fn notice(confirmed: Confirmed) -> Notice {
    match confirmed {
        Confirmed::Verified => Notice::AddressConfirmed,
        Confirmed::Changed => Notice::AddressChanged,
    }
}

#[cfg(feature = "ssr")]
fn invalid(field: &str, error: domain::FieldError) -> domain::Problem {
    domain::Problem::Invalid { fields: domain::FieldErrors::one(field, error) }
}
