use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{Problem, id::InvitationId, invitations::InvitationForm, paths},
    server::invitations,
};

/// Invites somebody by mail. For those who manage members.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed`, `too_many_attempts` or `invalid` fields.
#[server(prefix = "/fn", endpoint = "invitations/send")]
pub async fn invite(#[server(default)] email: String, #[server(default)] role: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        invitations::invite(&cx.app, &cx.visit, InvitationForm::parse(&email, &role)?).await?;
        Ok(Done::at(paths::INVITATIONS).saying(Notice::InvitationSent))
    })
    .await
}

/// Sends an invitation once more. For those who manage members.
///
/// # Errors
/// [`Refusal`] as of [`invite`], or with `not_found`.
#[server(prefix = "/fn", endpoint = "invitations/resend")]
pub async fn resend_invitation(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        invitations::resend(&cx.app, &cx.visit, parse_id(&id)?).await?;
        Ok(Done::at(paths::INVITATIONS).saying(Notice::InvitationSent))
    })
    .await
}

/// Takes an invitation back. For those who manage members.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden` or `not_found`.
#[server(prefix = "/fn", endpoint = "invitations/revoke")]
pub async fn revoke_invitation(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        invitations::revoke(&cx.app, &cx.visit, parse_id(&id)?).await?;
        Ok(Done::at(paths::INVITATIONS).saying(Notice::InvitationRevoked))
    })
    .await
}

#[cfg(feature = "ssr")]
fn parse_id(raw: &str) -> Result<InvitationId, Problem> {
    raw.parse().map_err(|_| Problem::NotFound)
}
