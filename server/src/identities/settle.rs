use domain::{
    accounts::{EmailAddress, Role},
    audit::Event,
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{claim::Claim, letters, link};
use crate::{
    AppState, Result,
    accounts::{self, Newcomer},
    audit,
    database::retrying,
    entities::{identity, member},
    factors,
    http::Client,
    mail, throttle,
};

/// Who somebody from elsewhere is here.
#[derive(Debug)]
pub(super) enum Settled {
    /// A member, who came by this account before, or whose account here has the very address of the one there, proved on
    /// both sides: then the two are linked now.
    Known(member::Model),
    /// A new member.
    Joined(member::Model),
    /// The service is sure of an address that an account here has, too, without anybody having proved it. Whoever made
    /// that account may be waiting for the owner of the mailbox to fill it: it is left alone.
    Unproved,
    /// The service is sure of an address whose account here has a second factor. Who has the mailbox alone links nothing to
    /// it: what is linked could stand for that factor later.
    Guarded,
    /// The service tells an address that an account here has, and is not sure of it; or one that an account here had lately
    /// and may take back.
    Taken,
    /// The service tells no address.
    Nameless,
}

/// Finds out who somebody is here, and makes an account for somebody new: with this role, or with the one that the state
/// of the installation gives them.
///
/// # Errors
/// [`Problem::TooManyAttempts`](domain::Problem) if too many new ones come from one address.
pub(super) async fn settle(app: &AppState, client: &Client, claim: &Claim, role: Option<Role>) -> Result<Settled> {
    if let Some(member) = known(app.db.read(), claim).await? {
        note_use(app, claim).await?;
        return Ok(Settled::Known(member));
    }
    let key = format!("sign_up:address:{}", client.throttle_key());
    throttle::attempt(app, &key, app.config.accounts.sign_up_per_address).await?;
    // Of two who come at the same moment, one finds at the next try what the other one wrote.
    retrying(|| {
        Box::pin(async move {
            let txn = app.db.begin().await?;
            let settled = decide(&txn, app, client, (claim, role)).await?;
            if !matches!(settled, Settled::Taken) {
                txn.commit().await?;
            }
            Ok(settled)
        })
    })
    .await
}

/// The member to whom the account elsewhere is linked.
pub(super) async fn known(db: &impl ConnectionTrait, claim: &Claim) -> Result<Option<member::Model>> {
    let linked = identity::Entity::find()
        .filter(identity::Column::Issuer.eq(&claim.issuer))
        .filter(identity::Column::Subject.eq(&claim.subject))
        .find_also_related(member::Entity);
    Ok(linked.one(db).await?.and_then(|(_, member)| member))
}

async fn note_use(app: &AppState, claim: &Claim) -> Result<()> {
    identity::Entity::update_many()
        .set(identity::ActiveModel { used_at: Set(app.clock.now().millis()), ..Default::default() })
        .filter(identity::Column::Issuer.eq(&claim.issuer))
        .filter(identity::Column::Subject.eq(&claim.subject))
        .exec(app.db.write())
        .await?;
    Ok(())
}

async fn decide(
    txn: &DatabaseTransaction,
    app: &AppState,
    client: &Client,
    (claim, role): (&Claim, Option<Role>),
) -> Result<Settled> {
    if let Some(member) = known(txn, claim).await? {
        return Ok(Settled::Known(member));
    }
    let Some(email) = &claim.email else { return Ok(Settled::Nameless) };
    let Some(member) = with_address(txn, email).await? else {
        let joined = join(txn, app, client, (claim, email, role)).await?;
        return Ok(joined.map_or(Settled::Taken, Settled::Joined));
    };
    match (claim.is_verified, member.email_verified_at.is_some()) {
        (false, _) => Ok(Settled::Taken),
        (true, false) => Ok(Settled::Unproved),
        (true, true) if factors::has_one(txn, MemberId(member.id)).await? => Ok(Settled::Guarded),
        (true, true) => {
            link::insert(txn, app, claim, &member).await?;
            mail::send(txn, app, &letters::linked(app, client, &member, claim)).await?;
            audit::record(txn, app, link::entry(app, Event::IdentityLinked, &member, &claim.issuer).from(client))
                .await?;
            Ok(Settled::Known(member))
        }
    }
}

async fn with_address(txn: &DatabaseTransaction, email: &EmailAddress) -> Result<Option<member::Model>> {
    Ok(member::Entity::find().filter(member::Column::EmailFolded.eq(email.folded())).one(txn).await?)
}

async fn join(
    txn: &DatabaseTransaction,
    app: &AppState,
    client: &Client,
    (claim, email, role): (&Claim, &EmailAddress, Option<Role>),
) -> Result<Option<member::Model>> {
    let name = claim.name_or(email);
    let newcomer = Newcomer { name: &name, email, password_hash: None, is_verified: claim.is_verified, role };
    let Some(member) = newcomer.insert(txn, app).await? else { return Ok(None) };
    link::insert(txn, app, claim, &member).await?;
    if !claim.is_verified {
        accounts::ask_for_proof_of_address(txn, app, &member).await?;
    }
    audit::record(txn, app, link::entry(app, Event::Joined, &member, &claim.issuer).from(client)).await?;
    Ok(Some(member))
}
