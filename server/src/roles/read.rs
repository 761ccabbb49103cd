use std::collections::HashMap;

use domain::{
    Problem,
    accounts::{Actor, Permission, Permissions, Role},
    roles::{RoleChoice, RoleView},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    AppState, Result,
    entities::{member, role, role_permission},
};

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

/// Every role, those that every installation has first.
///
/// # Errors
/// [`Problem::Forbidden`].
pub async fn list(app: &AppState, actor: &Actor) -> Result<Vec<RoleView>> {
    actor.require(Permission::ManageRoles)?;
    let granted = all_permissions(app.db.read()).await?;
    let members = members_by_role(app.db.read()).await?;
    let roles = role::Entity::find().all(app.db.read()).await?;
    let mut views: Vec<RoleView> = roles
        .into_iter()
        .filter_map(|row| {
            let role = Role::parse(&row.name)?;
            Some(RoleView {
                role,
                permissions: granted.get(&row.name).copied().unwrap_or_default(),
                members: members.get(&row.name).copied().unwrap_or_default(),
                label: row.label,
                needs_second_factor: row.needs_second_factor,
            })
        })
        .collect();
    views.sort_by_key(|view| view.role);
    Ok(views)
}

/// The roles that the actor may hand out, by invitation or to members.
///
/// # Errors
/// [`Problem::Forbidden`].
pub async fn choices(app: &AppState, actor: &Actor) -> Result<Vec<RoleChoice>> {
    actor.require(Permission::ManageMembers)?;
    let granted = all_permissions(app.db.read()).await?;
    let roles = role::Entity::find().all(app.db.read()).await?;
    let mut choices: Vec<RoleChoice> = roles
        .into_iter()
        .filter_map(|row| {
            let permissions = granted.get(&row.name).copied().unwrap_or_default();
            Some(RoleChoice { role: Role::parse(&row.name)?, label: row.label, permissions })
        })
        .filter(|choice| actor.permissions.covers(choice.permissions))
        .collect();
    choices.sort_by_key(|choice| choice.role);
    Ok(choices)
}

/// What a role lets its members do at this moment.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn permissions_of(db: &impl ConnectionTrait, role: &str) -> Result<Permissions> {
    let names: Vec<String> = role_permission::Entity::find()
        .select_only()
        .column(role_permission::Column::Permission)
        .filter(role_permission::Column::Role.eq(role))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.iter().filter_map(|name| Permission::parse(name)).collect())
}

/// What people call a role.
///
/// # Errors
/// As [`named`].
pub async fn label(app: &AppState, role: Role) -> Result<String> {
    label_of(app.db.read(), role).await
}

/// The same, within a transaction.
///
/// # Errors
/// The field error `role`/`unknown` if there is none of this name.
pub(crate) async fn label_of(db: &impl ConnectionTrait, role: Role) -> Result<String> {
    let row = role::Entity::find_by_id(role.as_str()).one(db).await?;
    Ok(row.ok_or_else(|| Problem::field("role", "unknown", "There is no such role any more."))?.label)
}

async fn all_permissions(db: &impl ConnectionTrait) -> Result<HashMap<String, Permissions>> {
    let mut by_role: HashMap<String, Vec<Permission>> = HashMap::new();
    for row in role_permission::Entity::find().all(db).await? {
        by_role.entry(row.role).or_default().extend(Permission::parse(&row.permission));
    }
    Ok(by_role.into_iter().map(|(role, permissions)| (role, permissions.into_iter().collect())).collect())
}

async fn members_by_role(db: &impl ConnectionTrait) -> Result<HashMap<String, u64>> {
    let counts: Vec<(String, i64)> = member::Entity::find()
        .select_only()
        .column(member::Column::Role)
        .column_as(member::Column::Id.count(), "members")
        .group_by(member::Column::Role)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().map(|(role, count)| (role, u64::try_from(count).unwrap_or(0))).collect())
}
