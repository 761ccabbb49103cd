use domain::{
    Problem, Timestamp,
    accounts::{Permission, Permissions, Role},
    id::MemberId,
    invitations::{Guest, InvitationView},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::token;
use crate::{
    AppState, Result,
    entities::{invitation, member},
    http::Visit,
    members, roles,
};

/// What an invitation is about, for whoever has its letter. Changes nothing: programs that check mail open links, too.
///
/// # Errors
/// [`Problem::LinkExpired`].
pub async fn look(app: &AppState, visit: &Visit, token: &str) -> Result<InvitationView> {
    let open = open(app.db.read(), token, app.clock.now()).await?;
    let holder = member::Entity::find().filter(member::Column::EmailFolded.eq(&*open.row.email_folded));
    let holder = holder.one(app.db.read()).await?.map(|member| MemberId(member.id));
    let guest = match (holder, visit.viewer.actor()) {
        (None, Err(_)) => Guest::New,
        (Some(_), Err(_)) => Guest::SignedOut,
        (Some(holder), Ok(actor)) if actor.id == holder => Guest::Member,
        (_, Ok(_)) => Guest::SomebodyElse,
    };
    Ok(InvitationView {
        role_label: roles::label_of(app.db.read(), open.role).await?,
        email: open.row.email,
        inviter: open.inviter,
        guest,
    })
}

/// An invitation that can be accepted.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) row: invitation::Model,
    pub(super) role: Role,
    /// What the role may do.
    pub(super) permissions: Permissions,
    /// The name of who invited.
    pub(super) inviter: String,
}

/// The invitation with this token, if it has not expired and whoever sent it could still send it today.
///
/// # Errors
/// [`Problem::LinkExpired`].
pub(super) async fn open(db: &impl ConnectionTrait, token: &str, now: Timestamp) -> Result<Open> {
    let row = invitation::Entity::find()
        .filter(invitation::Column::TokenHash.eq(token::hash(token)))
        .filter(invitation::Column::ExpiresAt.gt(now.millis()))
        .one(db)
        .await?
        .ok_or(Problem::LinkExpired)?;
    let inviter = members::target(db, MemberId(row.inviter_id)).await?;
    let permissions = roles::permissions_of(db, &row.role).await?;
    let may_still = inviter.row.suspended_at.is_none()
        && inviter.permissions.contains(Permission::ManageMembers)
        && inviter.permissions.covers(permissions);
    let role = Role::parse(&row.role).filter(|_| may_still).ok_or(Problem::LinkExpired)?;
    Ok(Open { row, role, permissions, inviter: inviter.row.name })
}
