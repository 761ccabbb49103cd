use domain::{Problem, accounts::Actor, audit::Event};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::totp_seed,
    factors::{has_one, letters, member::hold, recovery, trusted},
    http::Visit,
    mail,
};

/// Turns the codes of the app off. Recovery codes go with the last factor, trusted devices in any case.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::NotFound`] if they are not on.
pub async fn turn_off_totp(app: &AppState, visit: &Visit, actor: &Actor) -> Result<()> {
    actor.require_proof(app.clock.now())?;
    let txn = app.db.begin().await?;
    let member = hold(&txn, actor.id).await?;
    let deleted = totp_seed::Entity::delete_many()
        .filter(totp_seed::Column::MemberId.eq(actor.id.0))
        .filter(totp_seed::Column::ConfirmedAt.is_not_null())
        .exec(&txn)
        .await?;
    if deleted.rows_affected == 0 {
        return Err(Problem::NotFound.into());
    }
    if !has_one(&txn, actor.id).await? {
        recovery::forget_all(&txn, actor.id).await?;
    }
    trusted::forget_all(&txn, actor.id).await?;
    mail::send(&txn, app, &letters::totp_disabled(app, visit, &member)).await?;
    audit::record(&txn, app, Entry::own(Event::TotpDisabled, actor.id).from(&visit.client)).await?;
    Ok(txn.commit().await?)
}
