use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::forms::{Notice, action},
    domain::{Problem, accounts::Role, paths, roles::RoleForm},
    server::roles,
};

/// Makes a role. `permissions` are the ticked boxes, each a field of its own, so that all of them are kept with a refused
/// form. For those who manage roles.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed` or an `invalid` label.
#[server(prefix = "/fn", endpoint = "roles/create")]
pub async fn create_role(
    #[server(default)] label: String,
    #[server(default)] permissions: BTreeMap<String, String>,
    #[server(default)] second_factor: bool,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let form = RoleForm::parse(&label, permissions.keys().map(String::as_str), second_factor)?;
        roles::create(&cx.app, &cx.visit, form).await?;
        Ok(Done::at(paths::ROLES).saying(Notice::RoleSaved))
    })
    .await
}

/// Changes a role. For those who manage roles.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed`, `not_found` or `invalid` fields.
#[server(prefix = "/fn", endpoint = "roles/save")]
pub async fn save_role(
    #[server(default)] role: String,
    #[server(default)] label: String,
    #[server(default)] permissions: BTreeMap<String, String>,
    #[server(default)] second_factor: bool,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let role = Role::parse(&role).ok_or(Problem::NotFound)?;
        let form = RoleForm::parse(&label, permissions.keys().map(String::as_str), second_factor)?;
        roles::save(&cx.app, &cx.visit, role, form).await?;
        Ok(Done::at(paths::ROLES).saying(Notice::RoleSaved))
    })
    .await
}

/// Deletes a role of the installation's own; its members get the role `move_to`. For those who manage roles.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `forbidden`, `proof_needed`, `not_found` or an `invalid` `move_to`.
#[server(prefix = "/fn", endpoint = "roles/delete")]
pub async fn delete_role(#[server(default)] role: String, #[server(default)] move_to: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        cx.actor()?;
        let role = Role::parse(&role).ok_or(Problem::NotFound)?;
        roles::delete(&cx.app, &cx.visit, role, Role::parse(&move_to)).await?;
        Ok(Done::at(paths::ROLES).saying(Notice::RoleDeleted))
    })
    .await
}
