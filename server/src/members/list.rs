use std::collections::HashMap;

use domain::{
    Timestamp,
    accounts::{Actor, Permission, Role},
    id::MemberId,
    members::{MemberFilter, MemberRow, MemberState},
    pagination::{Cursor, PAGE_SIZE, Page},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};

use crate::{
    AppState, Result,
    entities::{member, role},
};

/// The last code point: nothing that begins with a text comes behind the text with this one after it.
const LAST: char = '\u{10FFFF}';

/// Members, the newest first, a page at a time. Names and addresses are found by how they begin, because an index can
/// find these among millions.
///
/// # Errors
/// [`domain::Problem::Forbidden`].
pub async fn list(
    app: &AppState,
    actor: &Actor,
    filter: &MemberFilter,
    before: Option<Cursor>,
) -> Result<Page<MemberRow>> {
    actor.require(Permission::ManageMembers)?;
    let mut rows = filtered(app.db.backend(), filter, before)
        .order_by_desc(member::Column::JoinedAt)
        .order_by_desc(member::Column::Id)
        .limit(PAGE_SIZE + 1)
        .all(app.db.read())
        .await?;
    let more = rows.len() > usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| Cursor { at: Timestamp::from_millis(row.joined_at), id: row.id });
    let labels = labels(app.db.read()).await?;
    Ok(Page { items: rows.into_iter().map(|member| row(member, &labels)).collect(), next })
}

fn filtered(backend: DbBackend, filter: &MemberFilter, before: Option<Cursor>) -> Select<member::Entity> {
    let mut members = member::Entity::find();
    if !filter.search.is_empty() {
        members = members.filter(begins_with(backend, &filter.search));
    }
    if let Some(role) = filter.role {
        members = members.filter(member::Column::Role.eq(role.as_str()));
    }
    if let Some(state) = filter.state {
        let is_suspended = i16::from(state == MemberState::Suspended);
        members = members.filter(Expr::col(("members", "is_suspended")).eq(is_suspended));
    }
    let Some(cursor) = before else { return members };
    let at = cursor.at.millis();
    let same_moment = Condition::all().add(member::Column::JoinedAt.eq(at)).add(member::Column::Id.lt(cursor.id));
    let older = Condition::any().add(member::Column::JoinedAt.lt(at)).add(same_moment);
    // Said twice, so that an index finds where to begin.
    members.filter(member::Column::JoinedAt.lte(at)).filter(older)
}

/// Whether name or address begin with `text`. A range instead of a pattern: every database finds that in its index, and
/// nothing in the text has a meaning.
fn begins_with(backend: DbBackend, text: &str) -> Condition {
    let (from, to) = (text.to_owned(), format!("{text}{LAST}"));
    let range = |column: SimpleExpr| column.clone().gte(from.as_str()).and(column.lt(to.as_str()));
    let name = Expr::col(("members", "name_folded"));
    let email = match backend {
        DbBackend::Postgres => Expr::cust("members.email_folded COLLATE \"C\""),
        _ => Expr::col(("members", "email_folded")),
    };
    Condition::any().add(range(name)).add(range(email))
}

/// What people call each role.
pub(crate) async fn labels(db: &impl ConnectionTrait) -> Result<HashMap<String, String>> {
    Ok(role::Entity::find().all(db).await?.into_iter().map(|role| (role.name, role.label)).collect())
}

pub(super) fn row(member: member::Model, labels: &HashMap<String, String>) -> MemberRow {
    MemberRow {
        id: MemberId(member.id),
        is_verified: member.email_verified_at.is_some(),
        role_label: labels.get(&member.role).cloned().unwrap_or_else(|| member.role.clone()),
        // Every name in the table was parsed when its role was made.
        role: Role::parse(&member.role).unwrap_or(Role::Reader),
        name: member.name,
        email: member.email,
        joined_at: Timestamp::from_millis(member.joined_at),
        suspended_at: member.suspended_at.map(Timestamp::from_millis),
        deletes_at: member.deletes_at.map(Timestamp::from_millis),
    }
}
