use domain::{
    accounts::{Actor, Permission, Role, Standing},
    id::MemberId,
    tokens::Scopes,
};
use sea_orm::{EntityTrait, FromQueryResult, JoinType, QuerySelect, RelationDef, RelationTrait, Select};
use uuid::Uuid;

use crate::{
    config::AccountsConfig,
    entities::{member, role_permission},
    factors,
};

/// A member with one of their permissions.
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    member_id: Uuid,
    name: String,
    role: String,
    email_verified_at: Option<i64>,
    permission: Option<String>,
    lacks_factor: i32,
}

/// Adds the columns of a [`Row`] to a statement in which the member is joined already, so that whoever brings a token
/// is known with all that they may do after one statement.
pub(super) fn with_member<E: EntityTrait>(config: &AccountsConfig, select: Select<E>) -> Select<E> {
    select
        .column_as(member::Column::Id, "member_id")
        .column_as(member::Column::Name, "name")
        .column_as(member::Column::Role, "role")
        .column_as(member::Column::EmailVerifiedAt, "email_verified_at")
        .column_as(role_permission::Column::Permission, "permission")
        .expr_as(factors::lacks_one_column(config), "lacks_factor")
        .join(JoinType::LeftJoin, member::Relation::Role.def())
        .join(JoinType::LeftJoin, permissions_of_member())
}

fn permissions_of_member() -> RelationDef {
    member::Entity::belongs_to(role_permission::Entity)
        .from(member::Column::Role)
        .to(role_permission::Column::Role)
        .into()
}

/// The member in the hands of a program: no more than the role grants now, no more than the token is good for, and
/// without the proof that sensitive changes ask for. Nothing, where the role demands a second factor that they lack.
pub(super) fn actor(rows: &[Row], scopes: Scopes) -> Option<Actor> {
    let first = rows.first()?;
    let lacks_factor = first.lacks_factor != 0;
    let held = if lacks_factor { &[] } else { rows };
    let granted = held.iter().filter_map(|row| Permission::parse(row.permission.as_deref()?)).collect();
    Some(Actor {
        id: MemberId(first.member_id),
        name: first.name.clone(),
        role: Role::parse(&first.role)?,
        permissions: scopes.narrow(granted),
        standing: Standing {
            is_verified: first.email_verified_at.is_some(),
            scopes: Some(scopes),
            lacks_factor,
            ..Standing::default()
        },
    })
}
