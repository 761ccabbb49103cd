//! The seeds of authenticator apps, sealed. One that is not confirmed yet counts for nothing.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, bytes, drop, moment, moment_null, table, uuid};

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
                table(manager, "totp_seeds")
                    .col(uuid("member_id").primary_key())
                    .col(bytes("sealed_seed"))
                    .col(moment("begun_at"))
                    .col(moment_null("confirmed_at"))
                    // The last step of time whose code was taken; no code of it or of an earlier one is taken again.
                    .col(moment("last_step"))
                    .foreign_key(&mut belongs_to("totp_seeds_member_fkey", "totp_seeds", "member_id", "members"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "totp_seeds").await
    }
}
