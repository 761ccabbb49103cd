//! With which browsers members have signed in. The table holds the digest of a browser's cookie, which no cookie can be made
//! from.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, line, moment, table, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table(manager, "known_devices")
                    .col(uuid("member_id"))
                    .col(line("device_hash", 64))
                    .col(moment("first_seen_at"))
                    .col(moment("last_seen_at"))
                    .primary_key(Index::create().name("known_devices_pkey").col("member_id").col("device_hash"))
                    .foreign_key(&mut belongs_to("known_devices_member_fkey", "known_devices", "member_id", "members"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "known_devices").await
    }
}
