//! The keys that access tokens are signed with: one that signs, and retired ones while tokens of theirs are about.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, index, line, line_null, moment, moment_null, number_null, table};

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
                table(manager, "signing_keys")
                    .col(line("kid", 43).primary_key())
                    .col(line("public_key", 43))
                    // Sealed; gone when the key is retired.
                    .col(line_null("private_key", 200))
                    // 1 or nothing, so that the index below lets one key sign and any number be retired.
                    .col(number_null("signs"))
                    .col(moment("created_at"))
                    .col(moment_null("retired_at"))
                    .take(),
            )
            .await?;
        index(manager, "signing_keys", "signing_keys_signs_key", &["signs"], true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "signing_keys").await
    }
}
