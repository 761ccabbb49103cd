use domain::{Problem, accounts::Actor, audit::Event, factors::PasskeyName, id::PasskeyId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::row;
use crate::{
    AppState, Result, accounts,
    audit::{self, Entry},
    entities::passkey,
    factors::{has_one, letters, member::hold, recovery, trusted},
    http::Visit,
    mail,
};

/// Gives a passkey another name.
///
/// # Errors
/// [`Problem::NotFound`] if it is not one of this member's; [`Problem::NotWhileActing`].
pub async fn rename_passkey(app: &AppState, actor: &Actor, id: PasskeyId, name: &PasskeyName) -> Result<()> {
    actor.require_own_hands()?;
    let renamed = passkey::Entity::update_many()
        .set(passkey::ActiveModel { name: Set(name.as_str().to_owned()), ..Default::default() })
        .filter(passkey::Column::Id.eq(id.0))
        .filter(passkey::Column::MemberId.eq(actor.id.0))
        .exec(app.db.write())
        .await?;
    if renamed.rows_affected == 1 { Ok(()) } else { Err(Problem::NotFound.into()) }
}

/// Removes a passkey. Recovery codes go with the last factor, trusted devices in any case.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::NotFound`] if it is not one of this member's; [`Problem::LastWayIn`] if they could
/// not sign in without it.
pub async fn remove_passkey(app: &AppState, visit: &Visit, actor: &Actor, id: PasskeyId) -> Result<()> {
    actor.require_proof(app.clock.now())?;
    let txn = app.db.begin().await?;
    // Held, so that of two who remove the last two ways in at the same moment, one is refused.
    let member = hold(&txn, actor.id).await?;
    let theirs = row::of_member(&txn, actor.id).await?;
    let removed = theirs.iter().find(|passkey| passkey.id == id.0).ok_or(Problem::NotFound)?;
    if accounts::ways_in(&txn, app, &member).await? <= 1 {
        return Err(Problem::LastWayIn.into());
    }
    passkey::Entity::delete_by_id(removed.id).exec(&txn).await?;
    if !has_one(&txn, actor.id).await? {
        recovery::forget_all(&txn, actor.id).await?;
    }
    trusted::forget_all(&txn, actor.id).await?;
    mail::send(&txn, app, &letters::passkey_removed(app, visit, &member, &removed.name)).await?;
    let entry = Entry::own(Event::PasskeyRemoved, actor.id).from(&visit.client).with("name", &*removed.name);
    audit::record(&txn, app, entry).await?;
    Ok(txn.commit().await?)
}
