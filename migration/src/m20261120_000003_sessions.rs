//! Who is signed in, from where and since when. The key is the digest of the cookie, so that a copy of the table signs nobody in.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, moment, prose, table, uuid_null};

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
                table(manager, "sessions")
                    .col(line("id_hash", 64).primary_key())
                    .col(uuid_null("member_id"))
                    .col(prose(manager, "data"))
                    .col(line("address", 45))
                    .col(line("agent", 255))
                    .col(line("level", 16))
                    .col(moment("created_at"))
                    .col(moment("seen_at"))
                    .col(moment("expires_at"))
                    .foreign_key(&mut belongs_to("sessions_member_fkey", "sessions", "member_id", "members"))
                    .take(),
            )
            .await?;
        index(manager, "sessions", "sessions_member_idx", &["member_id"], false).await?;
        index(manager, "sessions", "sessions_expires_idx", &["expires_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "sessions").await
    }
}
