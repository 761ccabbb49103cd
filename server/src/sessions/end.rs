use domain::{Problem, accounts::Actor, audit::Event, id::MemberId, id::SessionHandle};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tower_sessions::Session;

use super::{begin::internal, key, store::id_hash};
use crate::{
    AppState, Result,
    accounts::proofs::{self, Purpose},
    audit::{self, Entry},
    devices,
    entities::session,
    factors,
    http::Visit,
};

/// Ends a session, on this side at once; the middleware takes the cookie back.
///
/// # Errors
/// If the row cannot be deleted.
pub async fn end(session: &Session) -> Result<()> {
    session.flush().await.map_err(internal)
}

/// Ends one of a member's own sessions.
///
/// # Errors
/// [`Problem::NotFound`] if they have none with this handle; [`Problem::NotWhileActing`].
pub async fn end_one(app: &AppState, visit: &Visit, handle: SessionHandle) -> Result<()> {
    let actor = own_hands(visit)?;
    let txn = app.db.begin().await?;
    let ended = session::Entity::delete_many()
        .filter(session::Column::MemberId.eq(actor.id.0))
        .filter(session::Column::Handle.eq(handle.0))
        .exec(&txn)
        .await?;
    if ended.rows_affected == 0 {
        return Err(Problem::NotFound.into());
    }
    audit::record(&txn, app, Entry::own(Event::SessionEnded, actor.id).from(&visit.client)).await?;
    txn.commit().await?;
    Ok(())
}

/// Ends all of a member's sessions but the one that asks. Their browsers are strangers from then on, and what they asked
/// for by letter, another address for one, is taken back.
///
/// # Errors
/// [`Problem::NotWhileActing`].
pub async fn sign_out_others(app: &AppState, visit: &Visit) -> Result<()> {
    let actor = own_hands(visit)?;
    let txn = app.db.begin().await?;
    let ended = end_others(&txn, app, visit, actor.id).await?;
    proofs::void(&txn, actor.id, &[Purpose::ChangeEmail, Purpose::Confirm]).await?;
    factors::forget_trusted(&txn, actor.id).await?;
    let entry = Entry::own(Event::SessionEnded, actor.id).from(&visit.client).with("others", ended);
    audit::record(&txn, app, entry).await?;
    txn.commit().await?;
    Ok(())
}

/// Ends every session of a member but the present one, which gets a new id with the answer. What was known of their other
/// browsers is forgotten, so that a sign-in with one of those is told of. Answers with how many it ended.
///
/// # Errors
/// If the rows cannot be deleted.
pub async fn end_others(db: &impl ConnectionTrait, _app: &AppState, visit: &Visit, member: MemberId) -> Result<u64> {
    let mut others = session::Entity::delete_many().filter(session::Column::MemberId.eq(member.0));
    if let Some(present) = visit.session.id() {
        others = others.filter(session::Column::IdHash.ne(id_hash(&present)));
        visit.session.insert(key::ROTATE, true).await.map_err(internal)?;
    }
    let ended = others.exec(db).await?.rows_affected;
    devices::forget_others(db, member, visit.device.as_ref()).await?;
    Ok(ended)
}

/// Ends every session of a member and forgets their browsers.
///
/// # Errors
/// If the rows cannot be deleted.
pub async fn end_all(db: &impl ConnectionTrait, member: MemberId) -> Result<()> {
    session::Entity::delete_many().filter(session::Column::MemberId.eq(member.0)).exec(db).await?;
    devices::forget_all(db, member).await
}

fn own_hands(visit: &Visit) -> Result<&Actor> {
    let actor = visit.viewer.actor()?;
    actor.require_own_hands()?;
    Ok(actor)
}
