use domain::{
    Problem,
    accounts::{Actor, Permission},
    id::MemberId,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{AppState, Result, entities::installation, members};

/// Why an account cannot go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indispensable {
    /// The installation is theirs.
    Owner,
    /// Nobody else could manage members.
    LastAdmin,
}

impl Indispensable {
    /// The reason, and what helps.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Owner => "This publication is yours, so your account cannot be deleted.",
            Self::LastAdmin => {
                "You are the only admin. Make somebody else an admin first, so that this publication can be managed."
            }
        }
    }
}

/// Whether, and why, a member cannot ask for the end of their account.
///
/// # Errors
/// If the database does not answer.
pub async fn indispensable(app: &AppState, actor: &Actor) -> Result<Option<Indispensable>> {
    if !actor.may(Permission::ManageMembers) {
        return Ok(owns(app.db.read(), actor.id).await?.then_some(Indispensable::Owner));
    }
    let txn = app.db.begin().await?;
    let reason = reason(&txn, actor.id).await?;
    txn.rollback().await?;
    Ok(reason)
}

/// The same within the transaction that would let the account go; asked first in it. Until it ends, nobody else who
/// manages the installation can go.
pub(super) async fn reason(txn: &DatabaseTransaction, member: MemberId) -> Result<Option<Indispensable>> {
    let is_last = members::is_last_manager(txn, member).await?;
    if owns(txn, member).await? {
        return Ok(Some(Indispensable::Owner));
    }
    Ok(is_last.then_some(Indispensable::LastAdmin))
}

/// Goes on for members who are dispensable.
///
/// # Errors
/// `confirmation`/`indispensable`.
pub(super) async fn refuse(txn: &DatabaseTransaction, member: MemberId) -> Result<()> {
    match reason(txn, member).await? {
        None => Ok(()),
        Some(reason) => Err(Problem::field("confirmation", "indispensable", reason.words()).into()),
    }
}

async fn owns(db: &impl ConnectionTrait, member: MemberId) -> Result<bool> {
    let owned = installation::Entity::find().filter(installation::Column::OwnerId.eq(member.0));
    Ok(owned.one(db).await?.is_some())
}
