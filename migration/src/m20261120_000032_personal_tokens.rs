//! Tokens that members make for their scripts, by their digests.

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
        let member = &mut belongs_to("personal_tokens_member_fkey", "personal_tokens", "member_id", "members");
        manager
            .create_table(
                table(manager, "personal_tokens")
                    .col(uuid("id").primary_key())
                    .col(uuid("member_id"))
                    .col(line("token_hash", 64))
                    .col(line("name", 80))
                    .col(line("scopes", 255))
                    .col(moment("created_at"))
                    .col(moment("expires_at"))
                    .col(moment_null("used_at"))
                    .foreign_key(member)
                    .take(),
            )
            .await?;
        index(manager, "personal_tokens", "personal_tokens_hash_key", &["token_hash"], true).await?;
        index(manager, "personal_tokens", "personal_tokens_member_idx", &["member_id"], false).await?;
        index(manager, "personal_tokens", "personal_tokens_expires_idx", &["expires_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "personal_tokens").await
    }
}
