use domain::{Problem, id::MemberId};
use sea_orm::EntityTrait;

use super::member;
use crate::{AppState, Result, entities, factors, http::Visit};

/// How a member can prove who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Whether they have a password.
    pub has_password: bool,
    /// Where a code can be sent to, for whoever has neither that nor a second factor.
    pub mailbox: Option<String>,
}

/// How the member who asks can prove who they are.
///
/// # Errors
/// [`Problem::SignInNeeded`]; [`Problem::NotWhileActing`].
pub async fn ways(app: &AppState, visit: &Visit) -> Result<Ways> {
    let row = row(app, visit).await?;
    let mailbox = is_for_mailbox(app, &row).await?.then(|| row.email.clone());
    Ok(Ways { has_password: row.password_hash.is_some(), mailbox })
}

/// Whether a code from their mailbox is proof enough of a member. A mailbox is less than a second factor, so it is no way
/// around one.
pub(crate) async fn is_for_mailbox(app: &AppState, row: &entities::member::Model) -> Result<bool> {
    Ok(row.password_hash.is_none() && !factors::has_one(app.db.read(), MemberId(row.id)).await?)
}

/// Whether a member has nothing but accounts elsewhere to prove who they are by: neither a password nor a second factor, and
/// a mailbox that may be somebody else's, because they never proved it. Without those they could not even mend the address.
pub(crate) async fn is_lost_without_identities(app: &AppState, row: &entities::member::Model) -> Result<bool> {
    Ok(row.email_verified_at.is_none() && is_for_mailbox(app, row).await?)
}

/// The row of the member who asks.
pub(super) async fn row(app: &AppState, visit: &Visit) -> Result<entities::member::Model> {
    let row = entities::member::Entity::find_by_id(member(visit)?.id.0).one(app.db.read()).await?;
    Ok(row.ok_or(Problem::SignInNeeded)?)
}
