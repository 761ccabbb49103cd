use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    Result,
    entities::{identity, member, passkey},
};

/// How many ways a member has to come in: their password, each passkey, and each account elsewhere. Whoever takes one away
/// asks this first, while they hold the member's row, and leaves the last one.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn ways_in(db: &impl ConnectionTrait, member: &member::Model) -> Result<u64> {
    let passkeys = passkey::Entity::find().filter(passkey::Column::MemberId.eq(member.id)).count(db).await?;
    let identities = identity::Entity::find().filter(identity::Column::MemberId.eq(member.id)).count(db).await?;
    Ok(passkeys + identities + u64::from(member.password_hash.is_some()))
}
