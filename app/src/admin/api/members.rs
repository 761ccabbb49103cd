use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{Problem, accounts::Role, id::MemberId, members::SuspensionForm, paths},
    server::members,
};

/// Gives a member another role. For those who manage members.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed`, `not_found` or an `invalid` role.
#[server(prefix = "/fn", endpoint = "members/role")]
pub async fn set_member_role(#[server(default)] id: String, #[server(default)] role: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let (id, role) = (parse_id(&id)?, Role::parse(&role).ok_or(Problem::NotFound)?);
        members::set_role(&cx.app, &cx.visit, id, role).await?;
        Ok(Done::at(paths::member(id)).saying(Notice::MemberRoleChanged))
    })
    .await
}

/// Keeps a member out. For those who manage members.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed`, `not_found`, `illegal_move` or an `invalid` reason.
#[server(prefix = "/fn", endpoint = "members/suspend")]
pub async fn suspend_member(#[server(default)] id: String, #[server(default)] reason: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let id = parse_id(&id)?;
        members::suspend(&cx.app, &cx.visit, id, SuspensionForm::parse(&reason)?).await?;
        Ok(Done::at(paths::member(id)).saying(Notice::MemberSuspended))
    })
    .await
}

/// Lets a member in again. For those who manage members.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed`, `not_found` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "members/restore")]
pub async fn restore_member(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let id = parse_id(&id)?;
        members::restore(&cx.app, &cx.visit, id).await?;
        Ok(Done::at(paths::member(id)).saying(Notice::MemberRestored))
    })
    .await
}

#[cfg(feature = "ssr")]
fn parse_id(raw: &str) -> Result<MemberId, Problem> {
    raw.parse().map_err(|_| Problem::NotFound)
}
