use domain::{
    Problem,
    accounts::{Actor, Role},
    id::MemberId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{installation, member},
};

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
    if owns(app.db.read(), actor.id).await? {
        return Ok(Some(Indispensable::Owner));
    }
    let admins: Vec<Uuid> = remaining_admins().limit(2).into_tuple().all(app.db.read()).await?;
    Ok((admins == [actor.id.0]).then_some(Indispensable::LastAdmin))
}

/// The same within the transaction that would let the account go. Until it ends, no other admin can go.
pub(super) async fn reason(txn: &DatabaseTransaction, member: MemberId) -> Result<Option<Indispensable>> {
    if owns(txn, member).await? {
        return Ok(Some(Indispensable::Owner));
    }
    // Locked, always in the same order: of two admins who go at the same moment, the second one sees that the first is
    // on the way out.
    let admins: Vec<Uuid> = remaining_admins().lock_exclusive().into_tuple().all(txn).await?;
    Ok((admins == [member.0]).then_some(Indispensable::LastAdmin))
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

/// Admins who can sign in and do not go.
fn remaining_admins() -> Select<member::Entity> {
    member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::Role.eq(Role::Admin.as_str()))
        .filter(member::Column::SuspendedAt.is_null())
        .filter(member::Column::DeletesAt.is_null())
        .order_by_asc(member::Column::Id)
}
