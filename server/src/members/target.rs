use domain::{Problem, accounts::Permissions, id::MemberId, members::MemberFacts};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{Result, entities::member, roles};

/// A member to whom something is to be done, with what they may do themselves.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) row: member::Model,
    pub(crate) permissions: Permissions,
}

impl Target {
    /// What policies have to know.
    pub(crate) const fn facts(&self) -> MemberFacts {
        MemberFacts { id: MemberId(self.row.id), permissions: self.permissions }
    }
}

/// The member with this id.
///
/// # Errors
/// [`Problem::NotFound`].
pub(crate) async fn target(db: &impl ConnectionTrait, id: MemberId) -> Result<Target> {
    let row = member::Entity::find_by_id(id.0).one(db).await?.ok_or(Problem::NotFound)?;
    let permissions = roles::permissions_of(db, &row.role).await?;
    Ok(Target { row, permissions })
}
