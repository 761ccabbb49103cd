use std::net::IpAddr;

use domain::{
    accounts::{Actor, Permission, Role, Viewer},
    id::MemberId,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::key;
use crate::{Error, Result, entities::session};

/// Signs a member in: the session gets a new id, so that nobody who knew the old one is signed in with them. What a
/// stranger typed before signing in stays in it; what it held of another member does not. The middleware stores it with
/// the answer.
///
/// # Errors
/// If the old session cannot be deleted.
pub async fn begin(session: &Session, member: MemberId, address: IpAddr, agent: &str) -> Result<()> {
    if session.get_value(key::MEMBER).await.map_err(internal)?.is_some() {
        session.clear().await;
    }
    session.cycle_id().await.map_err(internal)?;
    for (key, value) in [
        (key::MEMBER, member.to_string()),
        (key::ADDRESS, address.to_canonical().to_string()),
        (key::AGENT, agent.chars().filter(|c| !c.is_control()).take(255).collect()),
        (key::LEVEL, "password".to_owned()),
    ] {
        session.insert(key, value).await.map_err(internal)?;
    }
    Ok(())
}

/// Ends a session, on this side at once; the middleware takes the cookie back.
///
/// # Errors
/// If the row cannot be deleted.
pub async fn end(session: &Session) -> Result<()> {
    session.flush().await.map_err(internal)
}

/// Ends every session of a member.
///
/// # Errors
/// If the rows cannot be deleted.
pub async fn end_all(db: &impl ConnectionTrait, member: MemberId) -> Result<()> {
    session::Entity::delete_many().filter(session::Column::MemberId.eq(member.0)).exec(db).await?;
    Ok(())
}

/// Who sent the request. The first call loads the session, with its member and what they may do, in one statement;
/// without a cookie there is none.
///
/// # Errors
/// If the session cannot be read.
pub async fn viewer(session: &Session) -> Result<Viewer> {
    let facts = session.get::<ActorFacts>(key::ACTOR).await.map_err(internal)?;
    Ok(facts.map_or(Viewer::Stranger, |facts| Viewer::Member(facts.into())))
}

/// An [`Actor`] on its way from the store to [`viewer`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ActorFacts {
    pub(super) id: MemberId,
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) permissions: Vec<Permission>,
}

impl From<ActorFacts> for Actor {
    fn from(facts: ActorFacts) -> Self {
        Self { id: facts.id, name: facts.name, role: facts.role, permissions: facts.permissions.into_iter().collect() }
    }
}

fn internal(error: tower_sessions::session::Error) -> Error {
    Error::Internal(error.into())
}
