use domain::{Problem, id::MemberId};
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};

use crate::{Result, entities::member};

/// The member's row, held until the transaction ends, so that two changes of their factors come one after the other.
///
/// # Errors
/// [`Problem::NotFound`] if the account was deleted meanwhile.
pub(super) async fn hold(txn: &DatabaseTransaction, member: MemberId) -> Result<member::Model> {
    Ok(member::Entity::find_by_id(member.0).lock_exclusive().one(txn).await?.ok_or(Problem::NotFound)?)
}
