use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    AppState, Result,
    entities::{identity, member, passkey},
};

/// How many ways a member has to come in: their password, each passkey, each account elsewhere, and letters, where these
/// are a way in and they proved that the mailbox is theirs. Whoever takes one away asks this first, while they hold the
/// member's row, and leaves the last one.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn ways_in(db: &impl ConnectionTrait, app: &AppState, member: &member::Model) -> Result<u64> {
    let passkeys = passkey::Entity::find().filter(passkey::Column::MemberId.eq(member.id)).count(db).await?;
    let identities = identity::Entity::find().filter(identity::Column::MemberId.eq(member.id)).count(db).await?;
    let has_mailbox = app.config.recovery.mail_sign_in && member.email_verified_at.is_some();
    Ok(passkeys + identities + u64::from(member.password_hash.is_some()) + u64::from(has_mailbox))
}
