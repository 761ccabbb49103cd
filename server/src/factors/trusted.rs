use domain::{
    Problem,
    accounts::Actor,
    audit::Event,
    id::{MemberId, TrustedDeviceId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::{member, trusted_device},
    http::{Visit, cookie},
};

/// How long a browser is trusted.
const DAYS: i64 = 30;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Trusts the browser that sent the request: it is not asked for the second factor of this member for thirty days.
///
/// # Errors
/// If it cannot be written down.
pub(super) async fn trust(app: &AppState, visit: &Visit, member: &member::Model) -> Result<()> {
    let (now, token) = (app.clock.now(), hex(app.ids.secret()));
    let row = trusted_device::ActiveModel {
        id: Set(app.ids.uuid()),
        member_id: Set(member.id),
        token_hash: Set(digest(&token)),
        address: Set(visit.client.address.to_canonical().to_string()),
        agent: Set(visit.client.agent.chars().filter(|c| !c.is_control()).take(255).collect()),
        trusted_at: Set(now.millis()),
        ends_at: Set(now.plus_seconds(DAYS * DAY_SECONDS).millis()),
    };
    let txn = app.db.begin().await?;
    let over = trusted_device::Column::EndsAt.lte(now.millis());
    trusted_device::Entity::delete_many().filter(over).exec(&txn).await?;
    trusted_device::Entity::insert(row).exec_without_returning(&txn).await?;
    let entry = Entry::own(Event::DeviceTrusted, MemberId(member.id)).from(&visit.client);
    audit::record(&txn, app, entry).await?;
    txn.commit().await?;
    let site = &app.config.site;
    visit.cookies.set(site, cookie::trust_name(site), &token, (DAYS * DAY_SECONDS).unsigned_abs());
    Ok(())
}

/// Whether this browser is trusted by this member, and has been since they last changed their password.
pub(super) async fn is_trusted(app: &AppState, visit: &Visit, member: &member::Model) -> Result<bool> {
    let Some(token) = &visit.trust else { return Ok(false) };
    let device = trusted_device::Entity::find()
        .filter(trusted_device::Column::TokenHash.eq(digest(token)))
        .filter(trusted_device::Column::MemberId.eq(member.id))
        .filter(trusted_device::Column::EndsAt.gt(app.clock.now().millis()))
        .one(app.db.read())
        .await?;
    let since = member.password_changed_at.unwrap_or(i64::MIN);
    Ok(device.is_some_and(|device| device.trusted_at >= since))
}

/// The browsers that a member trusts, latest first.
pub(super) async fn of_member(app: &AppState, member: MemberId) -> Result<Vec<trusted_device::Model>> {
    Ok(trusted_device::Entity::find()
        .filter(trusted_device::Column::MemberId.eq(member.0))
        .filter(trusted_device::Column::EndsAt.gt(app.clock.now().millis()))
        .order_by_desc(trusted_device::Column::Id)
        .all(app.db.read())
        .await?)
}

/// Trusts a device no longer.
///
/// # Errors
/// [`Problem::NotFound`] if it is not one of this member's; [`Problem::NotWhileActing`].
pub async fn end_trusted(app: &AppState, visit: &Visit, actor: &Actor, device: TrustedDeviceId) -> Result<()> {
    actor.require_own_hands()?;
    let txn = app.db.begin().await?;
    let deleted = trusted_device::Entity::delete_many()
        .filter(trusted_device::Column::Id.eq(device.0))
        .filter(trusted_device::Column::MemberId.eq(actor.id.0))
        .exec(&txn)
        .await?;
    if deleted.rows_affected == 0 {
        return Err(Problem::NotFound.into());
    }
    audit::record(&txn, app, Entry::own(Event::DeviceTrustEnded, actor.id).from(&visit.client)).await?;
    Ok(txn.commit().await?)
}

/// Trusts no device of this member any longer.
///
/// # Errors
/// [`Problem::NotWhileActing`].
pub async fn end_all_trusted(app: &AppState, visit: &Visit, actor: &Actor) -> Result<()> {
    actor.require_own_hands()?;
    let txn = app.db.begin().await?;
    let ended = forget_all(&txn, actor.id).await?;
    if ended > 0 {
        let entry = Entry::own(Event::DeviceTrustEnded, actor.id).from(&visit.client);
        audit::record(&txn, app, entry.with("count", ended)).await?;
    }
    Ok(txn.commit().await?)
}

/// The same, in the transaction of whatever is the reason, which is what goes into the record. Answers with how many.
pub(crate) async fn forget_all(db: &impl ConnectionTrait, member: MemberId) -> Result<u64> {
    let devices = trusted_device::Entity::delete_many().filter(trusted_device::Column::MemberId.eq(member.0));
    Ok(devices.exec(db).await?.rows_affected)
}

fn hex(secret: [u8; 32]) -> String {
    blake3::Hash::from_bytes(secret).to_hex().to_string()
}

fn digest(token: &str) -> String {
    blake3::hash(token.as_bytes()).to_hex().to_string()
}
