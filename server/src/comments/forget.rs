use domain::id::MemberId;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::{Result, entities::comment};

/// Empties the deleted comments of a member whose account ends. Their places stay for the sake of the answers.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn forget_deleted(txn: &DatabaseTransaction, member: MemberId) -> Result<()> {
    comment::Entity::update_many()
        .set(comment::ActiveModel { body: Set(String::new()), html: Set(String::new()), ..Default::default() })
        .filter(comment::Column::MemberId.eq(member.0))
        .filter(comment::Column::DeletedAt.is_not_null())
        .exec(txn)
        .await?;
    Ok(())
}
