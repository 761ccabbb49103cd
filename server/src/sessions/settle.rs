use domain::accounts::Viewer;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use time::Duration;
use tower_sessions::{Expiry, session::Id};

use super::{begin::internal, key, lifetime::Kind, lifetime::Lifetimes, loaded::Loaded, store::id_hash};
use crate::{AppState, Result, entities::session, http::Visit};

/// Prepares a session for being saved, once the answer is made: gives it a new id where one is due, and its cookie the age
/// that it is to reach.
///
/// # Errors
/// If the database does not answer.
pub async fn settle(app: &AppState, visit: &Visit) -> Result<()> {
    // A session that was not even looked at is left alone.
    if !visit.session.is_modified() && visit.viewer == Viewer::Stranger {
        return Ok(());
    }
    rotate_if_due(app, visit).await?;
    date_cookie(app, visit).await
}

/// The row keeps everything but its id. If it is gone, the session was ended meanwhile and stays so.
async fn rotate_if_due(app: &AppState, visit: &Visit) -> Result<()> {
    let session = &visit.session;
    if session.get_value(key::ROTATE).await.map_err(internal)?.is_none() {
        return Ok(());
    }
    session.remove_value(key::ROTATE).await.map_err(internal)?;
    // Without an id it is made by this request, under a new one anyway.
    let Some(old) = session.id() else { return Ok(()) };
    let new = Id(i128::from_le_bytes(app.ids.secret()));
    let moved = session::Entity::update_many()
        .set(session::ActiveModel { id_hash: Set(id_hash(&new)), ..Default::default() })
        .filter(session::Column::IdHash.eq(id_hash(&old)))
        .exec(app.db.write())
        .await?;
    if moved.rows_affected == 0 {
        return session.flush().await.map_err(internal);
    }
    session.insert(key::MOVED, new.to_string()).await.map_err(internal)?;
    session.cycle_id().await.map_err(internal)
}

/// The cookie of a member who is remembered lasts as long as the session does if it is not used again, and is sent anew
/// whenever that changes; every other cookie goes with the browser.
async fn date_cookie(app: &AppState, visit: &Visit) -> Result<()> {
    let session = &visit.session;
    let value = async |key| session.get_value(key).await.map_err(internal);
    let is_member = value(key::MEMBER).await?.is_some();
    let is_remembered = value(key::REMEMBERED).await?.as_ref().and_then(Value::as_bool) == Some(true);
    let kind = Kind::of(is_member, is_remembered);
    if kind != Kind::Remembered {
        return Ok(());
    }
    let loaded: Option<Loaded> = session.get(key::LOADED).await.map_err(internal)?;
    if !session.is_modified() && !loaded.as_ref().is_some_and(|loaded| loaded.is_extended) {
        return Ok(());
    }
    let now = app.clock.now();
    let expires_at = loaded.map_or_else(
        || {
            let lifetimes = Lifetimes::new(&app.config.sessions);
            lifetimes.idle_end(kind, now, lifetimes.end(kind, now))
        },
        |loaded| domain::Timestamp::from_millis(loaded.expires_at),
    );
    session.set_expiry(Some(Expiry::OnInactivity(Duration::seconds(expires_at.seconds_since(now).max(0)))));
    Ok(())
}
