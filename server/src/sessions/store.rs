use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Timestamp,
    accounts::{Permission, Role},
    id::MemberId,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    RelationDef, RelationTrait,
};
use serde_json::Value;
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore as Store,
    session::{Id, Record},
    session_store::{Error, Result},
};
use uuid::Uuid;

use super::{LIFETIME_DAYS, begin::ActorFacts, key};
use crate::{
    AppState,
    clock::Clock,
    database::{Database, unique},
    entities::{member, role_permission, session},
    ids::Ids,
};

const DAY_SECONDS: i64 = 24 * 60 * 60;
const STRANGER_DAYS: i64 = 1;
/// `seen_at` is this exact, in seconds; a write for every page would be a high price for more.
const SEEN_SECONDS: i64 = 10 * 60;

/// Keeps sessions in the table `sessions`.
#[derive(Clone, Debug)]
pub struct SessionStore {
    db: Database,
    clock: Clock,
    ids: Ids,
}

impl SessionStore {
    /// A store in the program's database.
    #[must_use]
    pub fn new(app: &AppState) -> Self {
        Self { db: app.db.clone(), clock: app.clock.clone(), ids: app.ids.clone() }
    }

    async fn rows(&self, id_hash: &str) -> std::result::Result<Vec<Row>, DbErr> {
        session::Entity::find()
            .select_only()
            .columns([
                session::Column::Data,
                session::Column::MemberId,
                session::Column::SeenAt,
                session::Column::ExpiresAt,
                session::Column::ProvedAt,
            ])
            .column_as(member::Column::Name, "name")
            .column_as(member::Column::Role, "role")
            .column_as(member::Column::EmailVerifiedAt, "email_verified_at")
            .column_as(member::Column::SuspendedAt, "suspended_at")
            .column_as(role_permission::Column::Permission, "permission")
            .join(JoinType::LeftJoin, session::Relation::Member.def())
            .join(JoinType::LeftJoin, permissions_of_member())
            .filter(session::Column::IdHash.eq(id_hash))
            .filter(session::Column::ExpiresAt.gt(self.clock.now().millis()))
            .into_model::<Row>()
            .all(self.db.read())
            .await
    }

    async fn touch(&self, id_hash: &str, seen_at: i64) {
        let now = self.clock.now();
        if now.seconds_since(Timestamp::from_millis(seen_at)) < SEEN_SECONDS {
            return;
        }
        let touched = session::Entity::update_many()
            .set(session::ActiveModel { seen_at: Set(now.millis()), ..Default::default() })
            .filter(session::Column::IdHash.eq(id_hash))
            .exec(self.db.write())
            .await;
        if let Err(error) = touched {
            // Nobody should see an error page because of a note in the margin.
            tracing::warn!(error = %error, "Could not note when a session was seen");
        }
    }

    async fn forget_expired(&self) -> std::result::Result<(), DbErr> {
        let now = self.clock.now().millis();
        session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now)).exec(self.db.write()).await?;
        Ok(())
    }
}

#[async_trait]
impl Store for SessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.forget_expired().await.map_err(backend)?;
        let now = self.clock.now();
        loop {
            let columns = Columns::of(record)?;
            let days = if columns.member_id.is_some() { LIFETIME_DAYS } else { STRANGER_DAYS };
            let row = session::ActiveModel {
                id_hash: Set(id_hash(&record.id)),
                created_at: Set(now.millis()),
                seen_at: Set(now.millis()),
                expires_at: Set(now.plus_seconds(days * DAY_SECONDS).millis()),
                handle: Set(Some(self.ids.uuid())),
                ..columns.into()
            };
            match session::Entity::insert(row).exec_without_returning(self.db.write()).await {
                Ok(_) => return Ok(()),
                Err(error) if unique::SESSIONS.is_violated_by(&error) => record.id = Id::default(),
                Err(error) => return Err(backend(error)),
            }
        }
    }

    /// Updates the row. One that is gone stays gone: somebody signed out in another window, or was signed out.
    async fn save(&self, record: &Record) -> Result<()> {
        session::Entity::update_many()
            .set(session::ActiveModel::from(Columns::of(record)?))
            .filter(session::Column::IdHash.eq(id_hash(&record.id)))
            .exec(self.db.write())
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let id_hash = id_hash(id);
        let rows = self.rows(&id_hash).await.map_err(backend)?;
        let Some(first) = rows.first() else { return Ok(None) };
        self.touch(&id_hash, first.seen_at).await;
        let mut data: HashMap<String, Value> =
            serde_json::from_str(&first.data).map_err(|error| Error::Decode(error.to_string()))?;
        // Whatever the stored text says: who somebody is comes from the tables alone.
        data.remove(key::ACTOR);
        if let Some(actor) = actor(&rows) {
            let actor = serde_json::to_value(actor).map_err(|error| Error::Encode(error.to_string()))?;
            data.insert(key::ACTOR.to_owned(), actor);
        }
        let expiry_date = OffsetDateTime::from_unix_timestamp(first.expires_at / 1000)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        session::Entity::delete_by_id(id_hash(id)).exec(self.db.write()).await.map_err(backend)?;
        Ok(())
    }
}

/// A session with its member and one of their permissions.
#[derive(Debug, FromQueryResult)]
struct Row {
    data: String,
    member_id: Option<Uuid>,
    seen_at: i64,
    expires_at: i64,
    name: Option<String>,
    role: Option<String>,
    permission: Option<String>,
    proved_at: Option<i64>,
    email_verified_at: Option<i64>,
    suspended_at: Option<i64>,
}

fn actor(rows: &[Row]) -> Option<ActorFacts> {
    let first = rows.first().filter(|row| row.suspended_at.is_none())?;
    Some(ActorFacts {
        id: MemberId(first.member_id?),
        name: first.name.clone()?,
        role: Role::parse(first.role.as_deref()?)?,
        permissions: rows.iter().filter_map(|row| Permission::parse(row.permission.as_deref()?)).collect(),
        proved_at: first.proved_at.map(Timestamp::from_millis),
        acting: None,
        acting_until: None,
        is_verified: first.email_verified_at.is_some(),
    })
}

/// What a save may change of a row.
#[derive(Debug)]
struct Columns {
    member_id: Option<Uuid>,
    data: String,
    address: String,
    agent: String,
    level: String,
    proved_at: Option<i64>,
    is_remembered: bool,
}

impl Columns {
    fn of(record: &Record) -> Result<Self> {
        let text = |key: &str| record.data.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let kept: HashMap<&String, &Value> = record.data.iter().filter(|(key, _)| *key != key::ACTOR).collect();
        Ok(Self {
            member_id: text(key::MEMBER).parse().ok(),
            data: serde_json::to_string(&kept).map_err(|error| Error::Encode(error.to_string()))?,
            address: text(key::ADDRESS),
            agent: text(key::AGENT),
            level: text(key::LEVEL),
            proved_at: record.data.get(key::PROVED_AT).and_then(Value::as_i64),
            is_remembered: record.data.get(key::REMEMBERED).and_then(Value::as_bool).unwrap_or(false),
        })
    }
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

fn permissions_of_member() -> RelationDef {
    member::Entity::belongs_to(role_permission::Entity)
        .from(member::Column::Role)
        .to(role_permission::Column::Role)
        .into()
}

/// The key of the row: whoever reads the table cannot make a cookie from it.
fn id_hash(id: &Id) -> String {
    blake3::hash(&id.0.to_le_bytes()).to_hex().to_string()
}

fn backend(error: DbErr) -> Error {
    Error::Backend(error.to_string())
}
