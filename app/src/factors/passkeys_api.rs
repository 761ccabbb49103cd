#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    super::api::after_adding,
    crate::{
        accounts::api::arrived,
        forms::{Notice, action},
    },
    domain::{FieldError, Problem, factors::PasskeyName, paths},
    server::factors,
};

/// What a script needs to ask for any passkey of this site. Open to strangers.
///
/// # Errors
/// [`Refusal`] with `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "passkeys/options-to-sign-in")]
pub async fn options_to_sign_in() -> Result<Done, Refusal> {
    action(|cx| async move {
        Ok(Done::at(paths::SIGN_IN).with_options(factors::options_to_sign_in(&cx.app, &cx.visit).await?))
    })
    .await
}

/// Signs in with a passkey alone. Open to strangers.
///
/// # Errors
/// [`Refusal`] with an `invalid` field `passkey`, `too_many_attempts` or `suspended`.
#[server(prefix = "/fn", endpoint = "passkeys/sign-in")]
pub async fn sign_in_by_passkey(
    /// The browser's `AuthenticationResponseJSON`.
    #[server(default)]
    credential: String,
    #[server(default)] remember: bool,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        Ok(arrived(factors::sign_in_by_passkey(&cx.app, &cx.visit, &credential, remember).await?, &next))
    })
    .await
}

/// What a script needs to make a passkey.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed` or `proof_needed`.
#[server(prefix = "/fn", endpoint = "passkeys/options-to-register")]
pub async fn options_to_register() -> Result<Done, Refusal> {
    action(|cx| async move {
        let options = factors::options_to_register(&cx.app, &cx.visit, cx.actor()?).await?;
        Ok(Done::at(paths::SECURITY).with_options(options))
    })
    .await
}

/// Adds a passkey.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed`, or an `invalid` field `name` or `passkey`.
#[server(prefix = "/fn", endpoint = "passkeys/register")]
pub async fn register_passkey(
    #[server(default)] name: String,
    /// The browser's `RegistrationResponseJSON`.
    #[server(default)]
    credential: String,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let name = PasskeyName::parse(&name).map_err(at_name)?;
        let codes = factors::register_passkey(&cx.app, &cx.visit, actor, &name, &credential).await?;
        Ok(after_adding(codes, &next).saying(Notice::PasskeyAdded))
    })
    .await
}

/// Gives a passkey another name.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `not_found` or an `invalid` field `name`.
#[server(prefix = "/fn", endpoint = "passkeys/rename")]
pub async fn rename_passkey(#[server(default)] id: String, #[server(default)] name: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let id = id.parse().map_err(|_| Problem::NotFound)?;
        factors::rename_passkey(&cx.app, actor, id, &PasskeyName::parse(&name).map_err(at_name)?).await?;
        Ok(Done::at(paths::SECURITY).saying(Notice::Saved))
    })
    .await
}

/// Removes a passkey.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed`, `not_found` or `last_way_in`.
#[server(prefix = "/fn", endpoint = "passkeys/remove")]
pub async fn remove_passkey(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let id = id.parse().map_err(|_| Problem::NotFound)?;
        factors::remove_passkey(&cx.app, &cx.visit, actor, id).await?;
        Ok(Done::at(paths::SECURITY).saying(Notice::PasskeyRemoved))
    })
    .await
}

/// What a script needs to ask for a passkey of whoever is signed in.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`.
#[server(prefix = "/fn", endpoint = "passkeys/options-to-prove")]
pub async fn options_to_prove() -> Result<Done, Refusal> {
    action(|cx| async move {
        let options = factors::options_to_prove(&cx.app, &cx.visit, cx.actor()?).await?;
        Ok(Done::at(paths::CONFIRM).with_options(options))
    })
    .await
}

/// Proves once more, with a passkey, who is signed in.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed` or an `invalid` field `passkey`.
#[server(prefix = "/fn", endpoint = "passkeys/prove")]
pub async fn prove_by_passkey(
    #[server(default)] credential: String,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        factors::prove_by_passkey(&cx.app, &cx.visit, cx.actor()?, &credential).await?;
        Ok(Done::at(paths::local(&next).unwrap_or(paths::SECURITY)))
    })
    .await
}

#[cfg(feature = "ssr")]
fn at_name(error: FieldError) -> Problem {
    Problem::field("name", &error.code, &error.message)
}
