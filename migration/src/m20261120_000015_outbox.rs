//! What is to be done outside of the database, written in the transaction that asks for it.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, index, line, line_null, moment, moment_null, number, prose, table, uuid};

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
                table(manager, "outbox")
                    .col(uuid("id").primary_key())
                    .col(line("kind", 32))
                    .col(prose(manager, "payload"))
                    .col(line("state", 16))
                    .col(number("attempts"))
                    .col(moment("due_at"))
                    .col(moment_null("claimed_until"))
                    .col(moment("created_at"))
                    .col(line_null("error", 500))
                    .take(),
            )
            .await?;
        index(manager, "outbox", "outbox_due_idx", &["state", "due_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "outbox").await
    }
}
