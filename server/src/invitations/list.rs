use domain::{
    Timestamp,
    accounts::{Actor, Permission},
    id::InvitationId,
    invitations::InvitationRow,
    pagination::{Cursor, PAGE_SIZE, Page},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    AppState, Result,
    entities::{invitation, member},
    members,
};

/// Invitations that nobody has accepted yet, those of late first; expired ones among them, which can be sent again.
///
/// # Errors
/// [`domain::Problem::Forbidden`].
pub async fn list(app: &AppState, actor: &Actor, before: Option<Cursor>) -> Result<Page<InvitationRow>> {
    use invitation::Column;
    actor.require(Permission::ManageMembers)?;
    let mut open = invitation::Entity::find().find_also_related(member::Entity);
    if let Some(cursor) = before {
        let at = cursor.at.millis();
        let same_moment = Condition::all().add(Column::SentAt.eq(at)).add(Column::Id.lt(cursor.id));
        open = open.filter(Condition::any().add(Column::SentAt.lt(at)).add(same_moment));
    }
    let mut rows =
        open.order_by_desc(Column::SentAt).order_by_desc(Column::Id).limit(PAGE_SIZE + 1).all(app.db.read()).await?;
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    let last = rows.last().filter(|_| more);
    let next = last.map(|(row, _)| Cursor { at: Timestamp::from_millis(row.sent_at), id: row.id });
    let labels = members::labels(app.db.read()).await?;
    let view = |(row, inviter): (invitation::Model, Option<member::Model>)| InvitationRow {
        id: InvitationId(row.id),
        email: row.email,
        role_label: labels.get(&row.role).cloned().unwrap_or(row.role),
        inviter: inviter.map(|inviter| inviter.name),
        sent_at: Timestamp::from_millis(row.sent_at),
        expires_at: Timestamp::from_millis(row.expires_at),
    };
    Ok(Page { items: rows.into_iter().map(view).collect(), next })
}
