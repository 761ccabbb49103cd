use std::{cmp::Reverse, collections::HashMap};

use domain::{
    Timestamp,
    accounts::{Actor, EmailAddress, Permission},
    audit::{AuditFilter, AuditRow, Event, Person},
    id::MemberId,
    pagination::{Cursor, PAGE_SIZE, Page},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{audit_event, member},
};

/// How many events a member's page shows.
const FEW: u64 = 10;

/// A page of the record, the latest first.
///
/// # Errors
/// [`domain::Problem::Forbidden`].
pub async fn page(
    app: &AppState,
    actor: &Actor,
    filter: &AuditFilter,
    before: Option<Cursor>,
) -> Result<Page<AuditRow>> {
    actor.require(Permission::ReadAudit)?;
    let Some(members) = Members::of(app, filter).await? else { return Ok(Page { items: Vec::new(), next: None }) };
    batch(app, filter, members, before, PAGE_SIZE).await
}

/// The latest events about a member.
///
/// # Errors
/// [`domain::Problem::Forbidden`].
pub async fn latest_about(app: &AppState, actor: &Actor, member: MemberId) -> Result<Vec<AuditRow>> {
    actor.require(Permission::ReadAudit)?;
    let filter = AuditFilter::default();
    Ok(batch(app, &filter, Members::One(member.0), None, FEW).await?.items)
}

/// Whose events are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Members {
    /// Everybody's.
    All,
    /// Those that a member did or that were done to them.
    One(Uuid),
}

impl Members {
    /// Whom the filter names, by id or by address; nothing if it is nobody.
    pub(super) async fn of(app: &AppState, filter: &AuditFilter) -> Result<Option<Self>> {
        if filter.member.is_empty() {
            return Ok(Some(Self::All));
        }
        // Ids are looked for as they are: the record outlives the accounts.
        if let Ok(id) = filter.member.parse() {
            return Ok(Some(Self::One(id)));
        }
        let Ok(email) = EmailAddress::parse(&filter.member) else { return Ok(None) };
        let known = member::Entity::find().filter(member::Column::EmailFolded.eq(email.folded()));
        Ok(known.one(app.db.read()).await?.map(|member| Self::One(member.id)))
    }
}

/// Some rows behind a place, and the place where the next ones begin.
pub(super) async fn batch(
    app: &AppState,
    filter: &AuditFilter,
    members: Members,
    before: Option<Cursor>,
    size: u64,
) -> Result<Page<AuditRow>> {
    let mut rows = rows(app, filter, members, before, size + 1).await?;
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| Cursor { at: Timestamp::from_millis(row.happened_at), id: row.id });
    let names = names(app, &rows).await?;
    Ok(Page { items: rows.into_iter().map(|row| view(row, &names)).collect(), next })
}

/// The latest rows, each once. What a member did and what was done to them are found apart: either way an index knows
/// their order, while no index knows that of both.
async fn rows(
    app: &AppState,
    filter: &AuditFilter,
    members: Members,
    before: Option<Cursor>,
    most: u64,
) -> Result<Vec<audit_event::Model>> {
    use audit_event::Column;
    let latest = |rows: Select<audit_event::Entity>| {
        rows.order_by_desc(Column::HappenedAt).order_by_desc(Column::Id).limit(most).all(app.db.read())
    };
    let Members::One(id) = members else { return Ok(latest(filtered(filter, before)).await?) };
    let mut rows = latest(filtered(filter, before).filter(Column::SubjectId.eq(id))).await?;
    rows.extend(latest(filtered(filter, before).filter(Column::ActorId.eq(id))).await?);
    rows.sort_by_key(|row| Reverse((row.happened_at, row.id)));
    rows.dedup_by_key(|row| row.id);
    rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(rows)
}

fn filtered(filter: &AuditFilter, before: Option<Cursor>) -> Select<audit_event::Entity> {
    use audit_event::Column;
    let mut wanted = Condition::all();
    if let Some(event) = filter.event {
        wanted = wanted.add(Column::Event.eq(event.as_str()));
    }
    if !filter.address.is_empty() {
        wanted = wanted.add(Column::Address.eq(&*filter.address));
    }
    if let Some(from) = filter.from {
        wanted = wanted.add(Column::HappenedAt.gte(from.millis()));
    }
    if let Some(until) = filter.until {
        wanted = wanted.add(Column::HappenedAt.lt(until.millis()));
    }
    if let Some(cursor) = before {
        let at = cursor.at.millis();
        let same_moment = Condition::all().add(Column::HappenedAt.eq(at)).add(Column::Id.lt(cursor.id));
        // Said twice, so that an index finds where to begin.
        wanted = wanted.add(Column::HappenedAt.lte(at));
        wanted = wanted.add(Condition::any().add(Column::HappenedAt.lt(at)).add(same_moment));
    }
    audit_event::Entity::find().filter(wanted)
}

/// The present names of everybody in the rows who is still a member.
async fn names(app: &AppState, rows: &[audit_event::Model]) -> Result<HashMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.actor_id, row.subject_id]).flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let names: Vec<(Uuid, String)> = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Name])
        .filter(member::Column::Id.is_in(ids))
        .into_tuple()
        .all(app.db.read())
        .await?;
    Ok(names.into_iter().collect())
}

fn view(row: audit_event::Model, names: &HashMap<Uuid, String>) -> AuditRow {
    let person = |id: Uuid| Person { id: MemberId(id), name: names.get(&id).cloned() };
    let details: Map<String, Value> = serde_json::from_str(&row.details).unwrap_or_default();
    let plain = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    AuditRow {
        id: row.id,
        seq: row.seq,
        at: Timestamp::from_millis(row.happened_at),
        event: Event::parse(&row.event),
        name: row.event,
        actor: row.actor_id.map(person),
        subject: row.subject_id.map(person),
        address: row.address,
        agent: row.agent,
        details: details.into_iter().map(|(name, value)| (name, plain(value))).collect(),
    }
}
