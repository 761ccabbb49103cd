//! What webhooks are told, written in the transaction that makes it true.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, index, line, moment, number, prose, table, uuid};

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
                table(manager, "webhook_messages")
                    .col(uuid("id").primary_key())
                    .col(line("event", 40))
                    .col(uuid("resource"))
                    .col(number("seq"))
                    .col(prose(manager, "payload"))
                    .col(moment("created_at"))
                    .take(),
            )
            .await?;
        let name = "webhook_messages_resource_key";
        index(manager, "webhook_messages", name, &["resource", "seq"], true).await?;
        index(manager, "webhook_messages", "webhook_messages_created_idx", &["created_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "webhook_messages").await
    }
}
