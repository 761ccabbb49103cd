use domain::{
    Timestamp,
    accounts::{Actor, IdentityView, ProviderView},
    id::{IdentityId, MemberId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{AppState, Result, entities::identity};

/// The accounts elsewhere that a member may sign in with, and the services that can be linked.
#[derive(Debug)]
pub struct Linked {
    /// What is linked, oldest first.
    pub identities: Vec<IdentityView>,
    /// Every service of this installation.
    pub offered: Vec<ProviderView>,
}

/// One's own accounts elsewhere.
///
/// # Errors
/// If the database does not answer.
pub async fn list(app: &AppState, actor: &Actor) -> Result<Linked> {
    let identities = of_member(app.db.read(), actor.id).await?.into_iter().map(|row| view(app, row)).collect();
    Ok(Linked { identities, offered: app.providers.offered() })
}

/// The services by which a member can prove who they are.
///
/// # Errors
/// If the database does not answer.
pub async fn linked(app: &AppState, actor: &Actor) -> Result<Vec<ProviderView>> {
    let offered = app.providers.offered();
    if offered.is_empty() {
        return Ok(offered);
    }
    let theirs = of_member(app.db.read(), actor.id).await?;
    let is_linked = |provider: &ProviderView| {
        let service = app.providers.service(provider.provider);
        service.is_ok_and(|service| theirs.iter().any(|row| row.issuer == service.issuer()))
    };
    Ok(offered.into_iter().filter(is_linked).collect())
}

/// The rows of a member, oldest first.
pub(super) async fn of_member(db: &impl ConnectionTrait, member: MemberId) -> Result<Vec<identity::Model>> {
    let theirs = identity::Entity::find().filter(identity::Column::MemberId.eq(member.0));
    Ok(theirs.order_by_asc(identity::Column::LinkedAt).order_by_asc(identity::Column::Id).all(db).await?)
}

fn view(app: &AppState, row: identity::Model) -> IdentityView {
    IdentityView {
        id: IdentityId(row.id),
        service: app.providers.name_of(&row.issuer),
        account: row.account,
        linked_at: Timestamp::from_millis(row.linked_at),
        used_at: Timestamp::from_millis(row.used_at),
    }
}
