use domain::Problem;
use sea_orm::EntityTrait;

use super::member;
use crate::{AppState, Result, entities, http::Visit};

/// How a member can prove who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Whether they have a password.
    pub has_password: bool,
    /// Where a code can be sent to, for whoever has none.
    pub mailbox: Option<String>,
}

/// How the member who asks can prove who they are.
///
/// # Errors
/// [`Problem::SignInNeeded`]; [`Problem::NotWhileActing`].
pub async fn ways(app: &AppState, visit: &Visit) -> Result<Ways> {
    let row = row(app, visit).await?;
    let has_password = row.password_hash.is_some();
    Ok(Ways { has_password, mailbox: (!has_password).then_some(row.email) })
}

/// The row of the member who asks.
pub(super) async fn row(app: &AppState, visit: &Visit) -> Result<entities::member::Model> {
    let row = entities::member::Entity::find_by_id(member(visit)?.id.0).one(app.db.read()).await?;
    Ok(row.ok_or(Problem::SignInNeeded)?)
}
