//! Browsers whose member is not asked for the second factor for a while. The digest of what their cookie says is kept.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, moment, table, uuid};

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
                table(manager, "trusted_devices")
                    .col(uuid("id").primary_key())
                    .col(uuid("member_id"))
                    .col(line("token_hash", 64))
                    .col(line("address", 45))
                    .col(line("agent", 255))
                    .col(moment("trusted_at"))
                    .col(moment("ends_at"))
                    .foreign_key(&mut belongs_to(
                        "trusted_devices_member_fkey",
                        "trusted_devices",
                        "member_id",
                        "members",
                    ))
                    .take(),
            )
            .await?;
        index(manager, "trusted_devices", "trusted_devices_token_key", &["token_hash"], true).await?;
        index(manager, "trusted_devices", "trusted_devices_member_idx", &["member_id"], false).await?;
        index(manager, "trusted_devices", "trusted_devices_ends_idx", &["ends_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "trusted_devices").await
    }
}
