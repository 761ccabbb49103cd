//! Codes that let a member in who lost their second factor, each once. Only digests of them are kept.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, moment, moment_null, table, uuid};

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
                table(manager, "recovery_codes")
                    .col(uuid("id").primary_key())
                    .col(uuid("member_id"))
                    .col(line("code_hash", 64))
                    .col(moment("made_at"))
                    .col(moment_null("used_at"))
                    .foreign_key(&mut belongs_to(
                        "recovery_codes_member_fkey",
                        "recovery_codes",
                        "member_id",
                        "members",
                    ))
                    .take(),
            )
            .await?;
        index(manager, "recovery_codes", "recovery_codes_member_key", &["member_id", "code_hash"], true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "recovery_codes").await
    }
}
