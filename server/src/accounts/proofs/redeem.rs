use domain::{Problem, Timestamp, accounts::EmailAddress, id::MemberId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Checked, Purpose};
use crate::{AppState, Result, entities::proof};

/// What a proof was good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redeemed {
    /// Whose account it is about.
    pub member: Option<MemberId>,
    /// The mailbox that is proved, as typed.
    pub email: EmailAddress,
}

/// Uses a proof up, in the transaction that acts on it: should that fail, the letter still works.
///
/// # Errors
/// [`Problem::LinkExpired`] if it was used or replaced, or expired, since it was looked at.
pub async fn redeem(db: &impl ConnectionTrait, app: &AppState, proof: Checked) -> Result<Redeemed> {
    let deleted = proof::Entity::delete_many()
        .filter(proof::Column::Slot.eq(&proof.slot))
        .filter(proof::Column::TokenHash.eq(&proof.digest))
        .filter(proof::Column::ExpiresAt.gt(app.clock.now().millis()))
        .exec(db)
        .await?;
    if deleted.rows_affected == 1 {
        Ok(Redeemed { member: proof.member, email: proof.email })
    } else {
        Err(Problem::LinkExpired.into())
    }
}

/// Makes every letter of `purposes` worthless that was sent about a member. Answers with how many there were.
///
/// # Errors
/// If the rows cannot be deleted.
pub async fn void(db: &impl ConnectionTrait, member: MemberId, purposes: &[Purpose]) -> Result<u64> {
    let letters = proof::Entity::delete_many()
        .filter(proof::Column::MemberId.eq(member.0))
        .filter(proof::Column::Purpose.is_in(purposes.iter().map(|purpose| purpose.as_str())));
    Ok(letters.exec(db).await?.rows_affected)
}

/// Makes the ways back worthless that were sent after `since`: whoever takes a change of address back must not be
/// answered from the mailbox that it was changed to.
///
/// # Errors
/// If the rows cannot be deleted.
pub(crate) async fn void_undos_since(db: &impl ConnectionTrait, member: MemberId, since: Timestamp) -> Result<()> {
    proof::Entity::delete_many()
        .filter(proof::Column::MemberId.eq(member.0))
        .filter(proof::Column::Purpose.eq(Purpose::UndoEmail.as_str()))
        .filter(proof::Column::CreatedAt.gt(since.millis()))
        .exec(db)
        .await?;
    Ok(())
}
