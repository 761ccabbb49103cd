#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    super::pages::after,
    crate::forms::{Notice, action},
    domain::{
        Problem,
        accounts::{JoinForm, Provider},
        id::IdentityId,
        paths,
    },
    server::identities,
};

/// Begins to sign in with a service. Open to strangers.
///
/// # Errors
/// [`Refusal`] with `provider_silent`, `too_many_attempts`, or `not_found`.
#[server(prefix = "/fn", endpoint = "identities/start")]
pub async fn start_identity(
    #[server(default)] provider: String,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let next = paths::local(&next).unwrap_or(paths::HOME);
        Ok(Done::at(identities::begin(&cx.app, &cx.visit, service(&provider)?, next).await?))
    })
    .await
}

/// Begins to link an account elsewhere.
///
/// # Errors
/// [`Refusal`] as [`start_identity`], and `proof_needed`.
#[server(prefix = "/fn", endpoint = "identities/link")]
pub async fn link_identity(#[server(default)] provider: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        Ok(Done::at(identities::begin_linking(&cx.app, &cx.visit, actor, service(&provider)?).await?))
    })
    .await
}

/// Begins to prove once more who one is, by an account elsewhere.
///
/// # Errors
/// [`Refusal`] as [`start_identity`].
#[server(prefix = "/fn", endpoint = "identities/prove")]
pub async fn prove_by_identity(
    #[server(default)] provider: String,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let (actor, next) = (cx.actor()?, paths::local(&next).unwrap_or(paths::SETTINGS));
        Ok(Done::at(identities::begin_proving(&cx.app, &cx.visit, actor, service(&provider)?, next).await?))
    })
    .await
}

/// Unlinks an account elsewhere.
///
/// # Errors
/// [`Refusal`] with `proof_needed`, `last_way_in`, or `not_found`.
#[server(prefix = "/fn", endpoint = "identities/unlink")]
pub async fn unlink_identity(id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let (actor, id) = (cx.actor()?, id.parse::<IdentityId>().map_err(|_| Problem::NotFound)?);
        identities::unlink(&cx.app, &cx.visit, actor, id).await?;
        Ok(Done::at(paths::SECURITY).saying(Notice::IdentityUnlinked))
    })
    .await
}

/// Joins, after a service said who one is but not enough. Open to strangers.
///
/// # Errors
/// [`Refusal`] with `invalid` fields, `attempt_expired`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "identities/join")]
pub async fn join_by_identity(
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let form = JoinForm::parse(&name, &email)?;
        Ok(after(identities::join(&cx.app, &cx.visit, form).await?))
    })
    .await
}

#[cfg(feature = "ssr")]
fn service(raw: &str) -> Result<Provider, Problem> {
    Provider::parse(raw).ok_or(Problem::NotFound)
}
