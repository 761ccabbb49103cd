use anyhow::Context;
use domain::{Problem, id::MemberId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use webauthn_rs::prelude::{CredentialID, Passkey};

use crate::{Result, entities::passkey};

/// What a credential is found by.
pub(super) fn digest(credential: &[u8]) -> String {
    blake3::hash(credential).to_hex().to_string()
}

/// The public key of a row.
pub(super) fn key(row: &passkey::Model) -> Result<Passkey> {
    Ok(serde_json::from_str(&row.credential).context("a stored passkey")?)
}

/// A public key as a row keeps it.
pub(super) fn text(key: &Passkey) -> Result<String> {
    Ok(serde_json::to_string(key).context("a passkey to store")?)
}

/// The passkeys of a member, oldest first.
pub(in crate::factors) async fn of_member(db: &impl ConnectionTrait, member: MemberId) -> Result<Vec<passkey::Model>> {
    let theirs = passkey::Entity::find().filter(passkey::Column::MemberId.eq(member.0));
    Ok(theirs.order_by_asc(passkey::Column::AddedAt).order_by_asc(passkey::Column::Id).all(db).await?)
}

/// The ids of their credentials, as browsers know them.
pub(super) fn credentials(rows: &[passkey::Model]) -> Result<Vec<CredentialID>> {
    rows.iter().map(|row| Ok(key(row)?.cred_id().clone())).collect()
}

/// Why an answer of a browser is not accepted; told at the button of that name.
pub(super) fn refused(code: &str, message: &str) -> Problem {
    Problem::field("passkey", code, message)
}
