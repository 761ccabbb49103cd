use uuid::Uuid;

use crate::{Timestamp, audit::Event, id::MemberId};

/// Somebody in the record, who may be gone by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: MemberId,
    /// Their name now; nothing once the account is deleted.
    pub name: Option<String>,
}

/// One event, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Which.
    pub id: Uuid,
    /// Its place in the chain; nothing for one from before there was a chain.
    pub seq: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// What; nothing for a name that this program does not know.
    pub event: Option<Event>,
    /// The stable name of what it was.
    pub name: String,
    /// Who did it.
    pub actor: Option<Person>,
    /// To whose account it happened.
    pub subject: Option<Person>,
    /// From which address; empty for the command line.
    pub address: String,
    /// With which program.
    pub agent: String,
    /// Further facts by name.
    pub details: Vec<(String, String)>,
}
