//! What makes the record tamper-evident: each row carries a keyed digest of itself and of the row before.
//!
//! The key is derived from the key of the installation and is not in the database, so whoever can write to the tables
//! cannot make a row that fits. The head, one row, knows the last place and its digest: a record that was cut off ends
//! before it.

use sea_orm::{ActiveValue::Set, ActiveValue::Unchanged, DatabaseTransaction, EntityTrait, QuerySelect};

use crate::{
    Result,
    entities::{audit_event, audit_head},
    vault::Vault,
};

/// The only row of the head.
const HEAD: i16 = 1;
const CONTEXT: &str = "Masthead 2026-11-20 audit chain";

/// Puts a row at the end of the chain. The head stays locked until the transaction ends, so that rows follow each other
/// one by one, in whatever process they are written.
///
/// # Errors
/// If the row cannot be written, or the head is gone.
pub(super) async fn append(txn: &DatabaseTransaction, vault: &Vault, mut row: audit_event::Model) -> Result<()> {
    let head = audit_head::Entity::find_by_id(HEAD).lock_exclusive().one(txn).await?;
    let head = head.ok_or_else(|| anyhow::anyhow!("the head of the audit chain is gone"))?;
    let seq = head.seq + 1;
    row.seq = Some(seq);
    let digest = digest(vault, &head.digest, &row);
    row.digest = Some(digest.clone());
    audit_event::Entity::insert(audit_event::ActiveModel::from(row)).exec_without_returning(txn).await?;
    let moved =
        audit_head::ActiveModel { id: Unchanged(HEAD), seq: Set(seq), digest: Set(digest), ..Default::default() };
    audit_head::Entity::update(moved).exec(txn).await?;
    Ok(())
}

/// The end of the chain, as the head knows it.
///
/// # Errors
/// If the head is gone.
pub(super) async fn head(db: &impl sea_orm::ConnectionTrait) -> Result<audit_head::Model> {
    let head = audit_head::Entity::find_by_id(HEAD).one(db).await?;
    Ok(head.ok_or_else(|| anyhow::anyhow!("the head of the audit chain is gone"))?)
}

/// The digest of a row behind the row with the digest `before`. Every part is preceded by its length, so that no two rows
/// read the same.
pub(super) fn digest(vault: &Vault, before: &str, row: &audit_event::Model) -> String {
    let mut hasher = blake3::Hasher::new_keyed(&vault.key_for(CONTEXT));
    let mut part = |bytes: &[u8]| {
        hasher.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(bytes);
    };
    part(before.as_bytes());
    part(&row.seq.unwrap_or(0).to_le_bytes());
    part(row.id.as_bytes());
    part(&row.happened_at.to_le_bytes());
    part(row.event.as_bytes());
    for member in [row.actor_id, row.subject_id] {
        part(member.as_ref().map_or(&[], |id| id.as_bytes().as_slice()));
    }
    part(row.address.as_bytes());
    part(row.agent.as_bytes());
    part(row.details.as_bytes());
    hasher.finalize().to_hex().to_string()
}
