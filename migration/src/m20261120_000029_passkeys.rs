//! Public keys that members sign in with.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, moment, moment_null, prose, table, uuid};

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
                table(manager, "passkeys")
                    .col(uuid("id").primary_key())
                    .col(uuid("member_id"))
                    // Credential ids may be longer than what MySQL takes into a key.
                    .col(line("credential_hash", 64))
                    .col(prose(manager, "credential"))
                    // As the authenticator counts its signatures; many do not, and stay at zero.
                    .col(moment("counter"))
                    .col(ColumnDef::new("is_synced").boolean().not_null().take())
                    .col(line("name", 80))
                    .col(moment("added_at"))
                    .col(moment_null("used_at"))
                    .foreign_key(&mut belongs_to("passkeys_member_fkey", "passkeys", "member_id", "members"))
                    .take(),
            )
            .await?;
        index(manager, "passkeys", "passkeys_credential_key", &["credential_hash"], true).await?;
        index(manager, "passkeys", "passkeys_member_idx", &["member_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "passkeys").await
    }
}
