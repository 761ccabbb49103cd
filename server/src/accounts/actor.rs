use domain::{
    Problem, Timestamp,
    accounts::{Actor, MemberView, Permission, Role, Standing},
    id::MemberId,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    AppState, Error, Result,
    entities::{member, role_permission},
    factors,
};

/// A member as policies see them, for callers that have no session: the command line, imports, tests.
///
/// # Errors
/// [`Problem::NotFound`] if there is no such member.
pub async fn actor(app: &AppState, member: MemberId) -> Result<Actor> {
    let member = member::Entity::find_by_id(member.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    let lacks_factor = factors::is_lacking(app, MemberId(member.id)).await?;
    let permissions: Vec<String> = role_permission::Entity::find()
        .select_only()
        .column(role_permission::Column::Permission)
        .filter(role_permission::Column::Role.eq(&*member.role))
        .into_tuple()
        .all(app.db.read())
        .await?;
    Ok(Actor {
        id: MemberId(member.id),
        role: role(&member)?,
        name: member.name.clone(),
        permissions: permissions.iter().filter(|_| !lacks_factor).filter_map(|name| Permission::parse(name)).collect(),
        standing: Standing {
            is_verified: member.email_verified_at.is_some(),
            deletes_at: member.deletes_at.map(Timestamp::from_millis),
            lacks_factor,
            ..Standing::default()
        },
    })
}

/// A member as shown to themselves and to admins.
pub(crate) fn view(member: member::Model) -> Result<MemberView> {
    Ok(MemberView {
        id: MemberId(member.id),
        role: role(&member)?,
        name: member.name,
        email: member.email,
        joined_at: Timestamp::from_millis(member.joined_at),
    })
}

fn role(member: &member::Model) -> Result<Role> {
    Role::parse(&member.role)
        .ok_or_else(|| Error::Internal(anyhow::anyhow!("member {} has the unknown role {:?}", member.id, member.role)))
}
