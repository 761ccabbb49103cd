use domain::{Problem, accounts::Actor, audit::Event, id::IdentityId};
use sea_orm::{EntityTrait, QuerySelect};

use super::{letters, link, list};
use crate::{
    AppState, Result, accounts, audit,
    entities::{identity, member},
    http::Visit,
    mail,
};

/// Unlinks an account elsewhere.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::NotFound`] if it is not one of this member's; [`Problem::LastWayIn`] if they could
/// not sign in without it.
pub async fn unlink(app: &AppState, visit: &Visit, actor: &Actor, id: IdentityId) -> Result<()> {
    actor.require_proof(app.clock.now())?;
    let txn = app.db.begin().await?;
    // Held, so that of two who remove the last two ways in at the same moment, one is refused.
    let member = member::Entity::find_by_id(actor.id.0).lock_exclusive().one(&txn).await?.ok_or(Problem::NotFound)?;
    let theirs = list::of_member(&txn, actor.id).await?;
    let unlinked = theirs.into_iter().find(|row| row.id == id.0).ok_or(Problem::NotFound)?;
    if accounts::ways_in(&txn, app, &member).await? <= 1 {
        return Err(Problem::LastWayIn.into());
    }
    identity::Entity::delete_by_id(unlinked.id).exec(&txn).await?;
    let service = app.providers.name_of(&unlinked.issuer);
    mail::send(&txn, app, &letters::unlinked(app, &visit.client, &member, &service)).await?;
    let entry = link::entry(app, Event::IdentityUnlinked, &member, &unlinked.issuer);
    audit::record(&txn, app, entry.from(&visit.client)).await?;
    Ok(txn.commit().await?)
}
