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
    domain::{invitations::JoinForm, paths},
    server::invitations,
};

/// Joins by the link of a letter, and signs in. Open to strangers.
///
/// # Errors
/// [`Refusal`] with `link_expired`, `too_many_attempts` or `invalid` fields.
#[server(prefix = "/fn", endpoint = "invitations/join")]
pub async fn join_by_invitation(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        let form = JoinForm::parse(&cx.app.site.name, &name, &password)?;
        let admitted = invitations::join(&cx.app, &cx.visit, &token, form).await?;
        Ok(arrived(admitted, paths::HOME).saying(Notice::Welcome { owner: false }))
    })
    .await
}

/// Takes the role that one was invited to. Members only.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `link_expired`, `forbidden`, `not_while_acting` or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "invitations/accept")]
pub async fn accept_invitation(#[server(default)] token: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        invitations::accept(&cx.app, &cx.visit, &token).await?;
        Ok(Done::at(paths::SETTINGS).saying(Notice::InvitationAccepted))
    })
    .await
}
