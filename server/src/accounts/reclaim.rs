//! An account goes back to whoever owns its mailbox.

use domain::{Timestamp, id::MemberId};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::proofs::{self, Purpose};
use crate::{
    AppState, Result,
    entities::{identity, member, passkey, personal_token, recovery_code, totp_seed, trusted_device},
    sessions, tokens,
};

/// Takes from an account every way in that somebody else may have put there, and ends its sessions: all of them for an
/// account that was made with an address and never proved to be its owner's, or those since the moment at which somebody
/// else took it over. The password goes in any case, with whatever waits for a second step after it, and so does a wish to
/// delete the account. Answers with the moment, at which the password counts as changed.
///
/// # Errors
/// If the rows cannot be changed.
pub(super) async fn clear(
    db: &impl ConnectionTrait,
    app: &AppState,
    member: MemberId,
    since: Option<Timestamp>,
) -> Result<Timestamp> {
    let now = app.clock.now();
    let since = since.map_or(i64::MIN, Timestamp::millis);
    let row = member::ActiveModel {
        password_hash: Set(None),
        password_changed_at: Set(Some(now.millis())),
        deletes_at: Set(None),
        ..Default::default()
    };
    member::Entity::update_many().set(row).filter(member::Column::Id.eq(member.0)).exec(db).await?;
    passkey::Entity::delete_many()
        .filter(passkey::Column::MemberId.eq(member.0))
        .filter(passkey::Column::AddedAt.gte(since))
        .exec(db)
        .await?;
    totp_seed::Entity::delete_many()
        .filter(totp_seed::Column::MemberId.eq(member.0))
        // One that was begun before and is in force since then shows its codes to somebody else.
        .filter(
            Condition::any()
                .add(totp_seed::Column::ConfirmedAt.is_null())
                .add(totp_seed::Column::ConfirmedAt.gte(since)),
        )
        .exec(db)
        .await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::MemberId.eq(member.0))
        .filter(recovery_code::Column::MadeAt.gte(since))
        .exec(db)
        .await?;
    personal_token::Entity::delete_many()
        .filter(personal_token::Column::MemberId.eq(member.0))
        .filter(personal_token::Column::CreatedAt.gte(since))
        .exec(db)
        .await?;
    identity::Entity::delete_many()
        .filter(identity::Column::MemberId.eq(member.0))
        .filter(identity::Column::LinkedAt.gte(since))
        .exec(db)
        .await?;
    // What waits in letters goes, too: somebody else may have asked for it, at a mailbox of theirs.
    let asked = [Purpose::SignIn, Purpose::VerifyEmail, Purpose::ChangeEmail, Purpose::ResetPassword, Purpose::Confirm];
    proofs::void(db, member, &asked).await?;
    trusted_device::Entity::delete_many().filter(trusted_device::Column::MemberId.eq(member.0)).exec(db).await?;
    tokens::end_all(db, member).await?;
    sessions::end_all(db, member).await?;
    Ok(now)
}
