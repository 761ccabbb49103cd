use domain::{Problem, accounts::Actor, audit::Event, id::MemberId};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait};

use super::{claim::Claim, letters, settle::known};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    database::retrying,
    entities::{identity, member},
    http::Visit,
    mail,
};

/// Links an account elsewhere to one's own. One that is linked already stays so.
///
/// # Errors
/// [`Problem::IdentityTaken`] if it is linked to another member.
pub(super) async fn link(app: &AppState, visit: &Visit, actor: &Actor, claim: &Claim) -> Result<()> {
    retrying(|| {
        Box::pin(async move {
            let txn = app.db.begin().await?;
            if let Some(owner) = known(&txn, claim).await? {
                let is_own = owner.id == actor.id.0;
                return if is_own { Ok(()) } else { Err(Problem::IdentityTaken.into()) };
            }
            let member = member::Entity::find_by_id(actor.id.0).one(&txn).await?.ok_or(Problem::NotFound)?;
            insert(&txn, app, claim, &member).await?;
            mail::send(&txn, app, &letters::linked(app, &visit.client, &member, claim)).await?;
            let entry = entry(app, Event::IdentityLinked, &member, &claim.issuer);
            audit::record(&txn, app, entry.from(&visit.client)).await?;
            Ok(txn.commit().await?)
        })
    })
    .await
}

/// Writes that the account elsewhere is this member's. A violated constraint means that it is somebody's already.
pub(super) async fn insert(
    txn: &DatabaseTransaction,
    app: &AppState,
    claim: &Claim,
    member: &member::Model,
) -> Result<(), DbErr> {
    let now = app.clock.now().millis();
    let row = identity::ActiveModel {
        id: Set(app.ids.uuid()),
        member_id: Set(member.id),
        issuer: Set(claim.issuer.clone()),
        subject: Set(claim.subject.clone()),
        account: Set(claim.account()),
        linked_at: Set(now),
        used_at: Set(now),
    };
    identity::Entity::insert(row).exec_without_returning(txn).await.map(|_| ())
}

/// What the record says of a member and a service.
pub(super) fn entry(app: &AppState, event: Event, member: &member::Model, issuer: &str) -> Entry {
    Entry::own(event, MemberId(member.id)).with("service", app.providers.name_of(issuer))
}
