use domain::{Problem, accounts::Role};
use sea_orm::{EntityTrait, QueryOrder};

use crate::{AppState, Result, entities::role};

/// The role of this name.
///
/// # Errors
/// The field error `role`/`unknown`, which lists those that there are.
pub async fn named(app: &AppState, name: &str) -> Result<Role> {
    let roles = role::Entity::find().order_by_asc(role::Column::Name).all(app.db.read()).await?;
    let known = roles.iter().any(|role| role.name == name);
    let list = || roles.iter().map(|role| role.name.as_str()).collect::<Vec<_>>().join(", ");
    let unknown =
        || Problem::field("role", "unknown", &format!("There is no role {name:?}. The roles are {}.", list()));
    Ok(Role::parse(name).filter(|_| known).ok_or_else(unknown)?)
}
