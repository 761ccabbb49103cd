use domain::{
    Timestamp,
    accounts::Actor,
    factors::{Factors, PasskeyView, TrustedDeviceView},
};
use sea_orm::EntityTrait;

use super::{passkeys, recovery, trusted};
use crate::{
    AppState, Result,
    entities::{passkey, totp_seed, trusted_device},
};

/// What a member has besides a password, for their own page.
///
/// # Errors
/// If the database does not answer.
pub async fn factors(app: &AppState, actor: &Actor) -> Result<Factors> {
    let db = app.db.read();
    let seed = totp_seed::Entity::find_by_id(actor.id.0).one(db).await?;
    Ok(Factors {
        totp_since: seed.and_then(|seed| seed.confirmed_at).map(Timestamp::from_millis),
        passkeys: passkeys::of_member(db, actor.id).await?.into_iter().map(passkey).collect(),
        recovery_codes_left: recovery::left(db, actor.id).await?,
        trusted_devices: trusted::of_member(app, actor.id).await?.into_iter().map(device).collect(),
    })
}

fn passkey(row: passkey::Model) -> PasskeyView {
    PasskeyView {
        id: row.id.into(),
        name: row.name,
        is_synced: row.is_synced,
        added_at: Timestamp::from_millis(row.added_at),
        used_at: row.used_at.map(Timestamp::from_millis),
    }
}

fn device(row: trusted_device::Model) -> TrustedDeviceView {
    TrustedDeviceView {
        id: row.id.into(),
        agent: row.agent,
        address: row.address,
        trusted_at: Timestamp::from_millis(row.trusted_at),
        ends_at: Timestamp::from_millis(row.ends_at),
    }
}
