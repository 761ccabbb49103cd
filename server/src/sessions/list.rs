use domain::{
    Timestamp,
    accounts::Actor,
    id::SessionHandle,
    sessions::{SessionList, SessionView, describe_agent, describe_place},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::store::id_hash;
use crate::{AppState, Result, entities::session, http::Visit};

/// More sessions than a person has; what lies beyond can be ended all at once.
const MOST: usize = 100;

/// Where a member is signed in: this session first, then the others by their last use. One statement.
///
/// # Errors
/// If the database does not answer.
pub async fn list(app: &AppState, visit: &Visit, actor: &Actor) -> Result<SessionList> {
    let rows = session::Entity::find()
        .select_only()
        .columns([
            session::Column::IdHash,
            session::Column::Handle,
            session::Column::Address,
            session::Column::Agent,
            session::Column::Level,
            session::Column::CreatedAt,
            session::Column::SeenAt,
            session::Column::IsRemembered,
        ])
        .filter(session::Column::MemberId.eq(actor.id.0))
        .filter(session::Column::ExpiresAt.gt(app.clock.now().millis()))
        .order_by_desc(session::Column::SeenAt)
        .order_by_desc(session::Column::IdHash)
        .limit(MOST as u64 + 1)
        .into_model::<Row>()
        .all(app.db.read())
        .await?;
    let present = visit.session.id().as_ref().map(id_hash);
    let is_cut = rows.len() > MOST;
    let mut sessions: Vec<_> = rows.into_iter().take(MOST).map(|row| row.view(present.as_deref())).collect();
    sessions.sort_by_key(|session| !session.is_present);
    Ok(SessionList { sessions, is_cut })
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id_hash: String,
    handle: Option<Uuid>,
    address: String,
    agent: String,
    level: String,
    created_at: i64,
    seen_at: i64,
    is_remembered: bool,
}

impl Row {
    fn view(self, present: Option<&str>) -> SessionView {
        SessionView {
            handle: self.handle.map(SessionHandle),
            device: describe_agent(&self.agent),
            place: describe_place(&self.address),
            way: self.level,
            began_at: Timestamp::from_millis(self.created_at),
            seen_at: Timestamp::from_millis(self.seen_at),
            is_remembered: self.is_remembered,
            is_present: present == Some(self.id_hash.as_str()),
        }
    }
}
