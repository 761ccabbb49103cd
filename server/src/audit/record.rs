use domain::{accounts::Actor, audit::Event, id::MemberId};
use sea_orm::DatabaseTransaction;
use serde_json::{Map, Value};

use super::chain;
use crate::{AppState, Result, entities::audit_event, http::Client};

/// One event, on its way into the record.
#[derive(Clone, Debug)]
pub struct Entry {
    event: Event,
    actor: Option<MemberId>,
    subject: Option<MemberId>,
    address: String,
    agent: String,
    details: Map<String, Value>,
}

impl Entry {
    /// An event of which nothing else is known yet.
    #[must_use]
    pub fn new(event: Event) -> Self {
        Self { event, actor: None, subject: None, address: String::new(), agent: String::new(), details: Map::new() }
    }

    /// What a member did to their own account.
    #[must_use]
    pub fn own(event: Event, member: MemberId) -> Self {
        Self::new(event).by(member).about(member)
    }

    /// What a member did, in this very request: by the hands of the admin who acts as them, if one does.
    #[must_use]
    pub fn of(event: Event, actor: &Actor) -> Self {
        let entry = Self::new(event).by(actor.hands()).about(actor.id);
        if actor.standing.acting.is_some() { entry.with("acting", true) } else { entry }
    }

    /// Who did it.
    #[must_use]
    pub const fn by(mut self, actor: MemberId) -> Self {
        self.actor = Some(actor);
        self
    }

    /// Whose account it is about.
    #[must_use]
    pub const fn about(mut self, subject: MemberId) -> Self {
        self.subject = Some(subject);
        self
    }

    /// Where the request came from.
    #[must_use]
    pub fn from(mut self, client: &Client) -> Self {
        self.address = client.address.to_canonical().to_string();
        self.agent = client.agent.chars().filter(|c| !c.is_control()).take(255).collect();
        self
    }

    /// A further fact. Never a secret: the record is shown and exported.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.details.insert(key.to_owned(), value.into());
        self
    }
}

/// Writes an event into the record, in the transaction that makes it true. Comes last in it: from here to the commit the
/// end of the record is locked, and whoever holds that lock must not wait for another one.
///
/// # Errors
/// If the row cannot be written; then what it tells of must not happen either.
pub async fn record(txn: &DatabaseTransaction, app: &AppState, entry: Entry) -> Result<()> {
    let row = audit_event::Model {
        id: app.ids.uuid(),
        happened_at: app.clock.now().millis(),
        event: entry.event.as_str().to_owned(),
        actor_id: entry.actor.map(|id| id.0),
        subject_id: entry.subject.map(|id| id.0),
        address: entry.address,
        agent: entry.agent,
        details: Value::Object(entry.details).to_string(),
        seq: None,
        digest: None,
    };
    chain::append(txn, &app.vault, row).await
}

/// Writes an event of which nothing else in the database tells.
///
/// # Errors
/// As [`record`].
pub async fn record_alone(app: &AppState, entry: Entry) -> Result<()> {
    let txn = app.db.begin().await?;
    record(&txn, app, entry).await?;
    Ok(txn.commit().await?)
}
