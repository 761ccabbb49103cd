use std::sync::Arc;

use async_trait::async_trait;
use domain::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore as Store,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{
    columns::{Columns, stored},
    key,
    lifetime::{Kind, Lifetimes},
    loaded::{Data, Loaded},
    row::{self, Row},
};
use crate::{
    AppState,
    clock::Clock,
    config::Config,
    database::{Database, unique},
    entities::session,
    ids::Ids,
};

/// Tries of a save that others get ahead of.
const TRIES: u32 = 8;

/// Keeps sessions in the table `sessions`.
#[derive(Clone, Debug)]
pub struct SessionStore {
    db: Database,
    clock: Clock,
    ids: Ids,
    lifetimes: Lifetimes,
    config: Arc<Config>,
}

impl SessionStore {
    /// A store in the program's database.
    #[must_use]
    pub fn new(app: &AppState) -> Self {
        Self {
            db: app.db.clone(),
            clock: app.clock.clone(),
            ids: app.ids.clone(),
            lifetimes: Lifetimes::new(&app.config.sessions),
            config: Arc::clone(&app.config),
        }
    }

    /// Notes that a session is used, which moves its end. Answers with the new one; nothing if a note was made just now.
    async fn touch(&self, id_hash: &str, row: &Row) -> Option<Timestamp> {
        let now = self.clock.now();
        let kind = Kind::of(row.member_id.is_some(), row.is_remembered);
        if now.seconds_since(Timestamp::from_millis(row.seen_at)) < self.lifetimes.note_after(kind) {
            return None;
        }
        let began = Timestamp::from_millis(row.created_at);
        let end = row.ends_at.map_or_else(|| self.lifetimes.end(kind, began), Timestamp::from_millis);
        let idle_end = self.lifetimes.idle_end(kind, now, end);
        let touched = session::ActiveModel {
            seen_at: Set(now.millis()),
            expires_at: Set(idle_end.millis()),
            ends_at: Set(Some(end.millis())),
            handle: Set(Some(row.handle.unwrap_or_else(|| self.ids.uuid()))),
            ..Default::default()
        };
        let touched = session::Entity::update_many()
            .set(touched)
            .filter(session::Column::IdHash.eq(id_hash))
            .exec(self.db.write())
            .await;
        if let Err(error) = touched {
            // Nobody should see an error page because of a note in the margin.
            tracing::warn!(error = %error, "Could not note when a session was seen");
            return None;
        }
        Some(idle_end)
    }

    async fn forget_expired(&self) -> std::result::Result<(), DbErr> {
        let now = self.clock.now().millis();
        session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now)).exec(self.db.write()).await?;
        Ok(())
    }

    /// Writes what a session holds, if it is still at `version`. Answers whether it was.
    async fn update(&self, id_hash: &str, version: Option<i32>, data: &Data) -> Result<bool> {
        let mut update = session::Entity::update_many()
            .set(session::ActiveModel::from(Columns::of(data)?))
            .col_expr(session::Column::Version, Expr::col(session::Column::Version).add(1))
            .filter(session::Column::IdHash.eq(id_hash));
        if let Some(version) = version {
            update = update.filter(session::Column::Version.eq(version));
        }
        Ok(update.exec(self.db.write()).await.map_err(backend)?.rows_affected > 0)
    }

    /// What a session holds now, and its version.
    async fn present(&self, id_hash: &str) -> Result<Option<(i32, Data)>> {
        let row: Option<(i32, String)> = session::Entity::find_by_id(id_hash)
            .select_only()
            .columns([session::Column::Version, session::Column::Data])
            .into_tuple()
            .one(self.db.write())
            .await
            .map_err(backend)?;
        row.map(|(version, data)| Ok((version, read(&data)?))).transpose()
    }
}

#[async_trait]
impl Store for SessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // The row has its new id already, see `settle`.
        if let Some(moved) = record.data.remove(key::MOVED) {
            let moved = moved.as_str().and_then(|id| id.parse().ok());
            record.id = moved.ok_or_else(|| Error::Decode("the new id of a session is none".to_owned()))?;
            return self.save(record).await;
        }
        self.forget_expired().await.map_err(backend)?;
        let now = self.clock.now();
        loop {
            let columns = Columns::of(&record.data)?;
            let kind = columns.kind();
            let end = self.lifetimes.end(kind, now);
            let row = session::ActiveModel {
                id_hash: Set(id_hash(&record.id)),
                created_at: Set(now.millis()),
                seen_at: Set(now.millis()),
                expires_at: Set(self.lifetimes.idle_end(kind, now, end).millis()),
                ends_at: Set(Some(end.millis())),
                handle: Set(Some(self.ids.uuid())),
                version: Set(0),
                ..columns.into()
            };
            match session::Entity::insert(row).exec_without_returning(self.db.write()).await {
                Ok(_) => return Ok(()),
                Err(error) if unique::SESSIONS.is_violated_by(&error) => record.id = Id::default(),
                Err(error) => return Err(backend(error)),
            }
        }
    }

    /// Updates the row. One that is gone stays gone: somebody signed out in another window, or was signed out. What
    /// another request changed since this one loaded the session stays changed.
    async fn save(&self, record: &Record) -> Result<()> {
        let id_hash = id_hash(&record.id);
        let Some(loaded) = Loaded::of(&record.data) else {
            // Made by this very request, so nobody else knows it.
            return self.update(&id_hash, None, &record.data).await.map(|_| ());
        };
        let ours = stored(&record.data);
        let (mut version, mut data) = (loaded.version, ours.clone());
        for _ in 0..TRIES {
            if self.update(&id_hash, Some(version), &data).await? {
                return Ok(());
            }
            let Some((theirs_version, theirs)) = self.present(&id_hash).await? else { return Ok(()) };
            (version, data) = (theirs_version, loaded.merge(theirs, &ours));
        }
        Err(Error::Backend("a session changes faster than it can be saved".to_owned()))
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let id_hash = id_hash(id);
        let rows = row::load(&self.db, &self.config, &id_hash, self.clock.now()).await.map_err(backend)?;
        let Some(first) = rows.first() else { return Ok(None) };
        // Whatever the stored text says: who somebody is comes from the tables alone.
        let mut data = stored(&read(&first.data)?);
        if !first.has_present_password(&data) {
            return Ok(None);
        }
        let extended = self.touch(&id_hash, first).await.map(Timestamp::millis);
        let expires_at = extended.unwrap_or(first.expires_at);
        let loaded = Loaded { version: first.version, data: data.clone(), expires_at, is_extended: extended.is_some() };
        data.insert(key::LOADED.to_owned(), loaded.to_value()?);
        let is_fresh = |proved_at: &Timestamp| self.lifetimes.is_fresh(*proved_at, self.clock.now());
        if let Some(actor) = row::actor(&rows, is_fresh) {
            let actor = serde_json::to_value(actor).map_err(|error| Error::Encode(error.to_string()))?;
            data.insert(key::ACTOR.to_owned(), actor);
        }
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(expires_at / 1000).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        session::Entity::delete_by_id(id_hash(id)).exec(self.db.write()).await.map_err(backend)?;
        Ok(())
    }
}

/// The key of the row: whoever reads the table cannot make a cookie from it.
pub(super) fn id_hash(id: &Id) -> String {
    blake3::hash(&id.0.to_le_bytes()).to_hex().to_string()
}

fn read(data: &str) -> Result<Data> {
    serde_json::from_str(data).map_err(|error| Error::Decode(error.to_string()))
}

fn backend(error: DbErr) -> Error {
    Error::Backend(error.to_string())
}
