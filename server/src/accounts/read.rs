use domain::{
    Problem,
    accounts::{Actor, EmailAddress, MemberView},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::actor::view;
use crate::{AppState, Error, Result, entities::member};

/// One's own account.
///
/// # Errors
/// [`Problem::NotFound`] if it was deleted meanwhile.
pub async fn account(app: &AppState, actor: &Actor) -> Result<MemberView> {
    let member = member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    view(member)
}

/// Every member, oldest first, for the command line.
///
/// # Errors
/// If the database does not answer.
pub async fn list_members(app: &AppState) -> Result<Vec<MemberView>> {
    let members = member::Entity::find()
        .order_by_asc(member::Column::JoinedAt)
        .order_by_asc(member::Column::Id)
        .all(app.db.read())
        .await?;
    members.into_iter().map(view).collect()
}

/// The member with this address, however it is capitalised.
pub(super) async fn by_email(app: &AppState, email: &EmailAddress) -> Result<Option<member::Model>> {
    let known = member::Entity::find().filter(member::Column::EmailFolded.eq(email.folded()));
    Ok(known.one(app.db.read()).await?)
}

/// The address of an account.
pub(super) fn address(member: &member::Model) -> Result<EmailAddress> {
    EmailAddress::parse(&member.email)
        .map_err(|error| Error::Internal(anyhow::anyhow!("member {} has no address: {}", member.id, error.code)))
}
