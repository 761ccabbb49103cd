use domain::{accounts::EmailAddress, id::MemberId};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::Purpose;
use crate::{AppState, Result, entities::proof};

/// The address that a member wishes for and has not proved yet.
pub(crate) async fn wished_for(app: &AppState, member: MemberId) -> Result<Option<String>> {
    let email = proof::Entity::find_by_id(Purpose::ChangeEmail.slot(Some(member), ""))
        .select_only()
        .column(proof::Column::Email)
        .filter(proof::Column::ExpiresAt.gt(app.clock.now().millis()))
        .into_tuple()
        .one(app.db.read())
        .await?;
    Ok(email)
}

/// Whether somebody other than `member` gave this address up within the last week, and may take that back: nobody else
/// can have it meanwhile.
pub(crate) async fn is_kept_for_another(
    db: &impl ConnectionTrait,
    app: &AppState,
    email: &EmailAddress,
    member: Option<MemberId>,
) -> Result<bool, DbErr> {
    let mut kept = proof::Entity::find()
        .filter(proof::Column::EmailFolded.eq(email.folded()))
        .filter(proof::Column::Purpose.eq(Purpose::UndoEmail.as_str()))
        .filter(proof::Column::ExpiresAt.gt(app.clock.now().millis()));
    if let Some(member) = member {
        kept = kept.filter(proof::Column::MemberId.ne(member.0));
    }
    Ok(kept.count(db).await? > 0)
}
