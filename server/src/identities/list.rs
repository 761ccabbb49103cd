use domain::{
    Problem, Timestamp,
    accounts::{Actor, IdentityView, ProviderView},
    id::{IdentityId, MemberId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::service::Service;
use crate::{
    AppState, Result,
    accounts::confirm,
    entities::{identity, member},
};

/// The accounts elsewhere that a member may sign in with, and the services that can be linked.
#[derive(Debug)]
pub struct Linked {
    /// What is linked, oldest first.
    pub identities: Vec<IdentityView>,
    /// The services of this installation of which none is linked.
    pub offered: Vec<ProviderView>,
}

/// The linked services, by what a sign-in with them proves.
#[derive(Debug, Default)]
pub struct Proving {
    /// Those by which the member can prove who they are.
    pub able: Vec<ProviderView>,
    /// Those that cannot show that somebody signed in just now.
    pub unable: Vec<ProviderView>,
}

/// One's own accounts elsewhere.
///
/// # Errors
/// If the database does not answer.
pub async fn list(app: &AppState, actor: &Actor) -> Result<Linked> {
    let theirs = of_member(app.db.read(), actor.id).await?;
    let offered = app.providers.offered().into_iter().filter(|service| !is_linked(app, &theirs, service)).collect();
    Ok(Linked { identities: theirs.into_iter().map(|row| view(app, row)).collect(), offered })
}

/// The services by which a member can prove who they are, and those that are linked besides. Whoever has nothing else may
/// do with one that shows nothing.
///
/// # Errors
/// [`Problem::SignInNeeded`] if the account was deleted meanwhile.
pub async fn proving(app: &AppState, actor: &Actor) -> Result<Proving> {
    let offered = app.providers.offered();
    if offered.is_empty() {
        return Ok(Proving::default());
    }
    let theirs = of_member(app.db.read(), actor.id).await?;
    let linked = offered.into_iter().filter(|service| is_linked(app, &theirs, service));
    let shows = |view: &ProviderView| app.providers.service(view.provider).is_ok_and(Service::shows_sign_ins);
    let (able, unable): (Vec<_>, Vec<_>) = linked.partition(shows);
    if unable.is_empty() {
        return Ok(Proving { able, unable });
    }
    let member = member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::SignInNeeded)?;
    if confirm::is_lost_without_identities(app, &member).await? {
        return Ok(Proving { able: [able, unable].concat(), unable: Vec::new() });
    }
    Ok(Proving { able, unable })
}

fn is_linked(app: &AppState, theirs: &[identity::Model], view: &ProviderView) -> bool {
    let service = app.providers.service(view.provider);
    service.is_ok_and(|service| theirs.iter().any(|row| row.issuer == service.issuer()))
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
