use sea_orm::ActiveValue::Set;
use serde_json::Value;
use tower_sessions::session_store::{Error, Result};
use uuid::Uuid;

use super::{key, lifetime::Kind, loaded::Data};
use crate::entities::session;

/// What a save may change of a row, from what the session holds.
#[derive(Debug)]
pub(super) struct Columns {
    member_id: Option<Uuid>,
    data: String,
    address: String,
    agent: String,
    level: String,
    proved_at: Option<i64>,
    is_remembered: bool,
}

impl Columns {
    pub(super) fn of(data: &Data) -> Result<Self> {
        let text = |key: &str| data.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Self {
            member_id: text(key::MEMBER).parse().ok(),
            data: serde_json::to_string(&stored(data)).map_err(|error| Error::Encode(error.to_string()))?,
            address: text(key::ADDRESS),
            agent: text(key::AGENT),
            level: text(key::LEVEL),
            proved_at: data.get(key::PROVED_AT).and_then(Value::as_i64),
            is_remembered: data.get(key::REMEMBERED).and_then(Value::as_bool).unwrap_or(false),
        })
    }

    pub(super) const fn kind(&self) -> Kind {
        Kind::of(self.member_id.is_some(), self.is_remembered)
    }
}

/// What of a session's data is kept; the rest holds for one request only.
pub(super) fn stored(data: &Data) -> Data {
    let kept = data.iter().filter(|(name, _)| !key::OF_ONE_REQUEST.contains(&name.as_str()));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

impl From<Columns> for session::ActiveModel {
    fn from(columns: Columns) -> Self {
        Self {
            member_id: Set(columns.member_id),
            data: Set(columns.data),
            address: Set(columns.address),
            agent: Set(columns.agent),
            level: Set(columns.level),
            proved_at: Set(columns.proved_at),
            is_remembered: Set(columns.is_remembered),
            ..Default::default()
        }
    }
}
