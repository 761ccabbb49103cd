//! What became of each message at each webhook.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, moment, moment_null, number, table, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "webhook_deliveries";
        manager
            .create_table(
                table(manager, name)
                    .col(uuid("id").primary_key())
                    .col(uuid("webhook_id"))
                    .col(uuid("message_id"))
                    .col(uuid("resource"))
                    .col(number("seq"))
                    .col(line("state", 16))
                    .col(number("attempts"))
                    .col(moment("due_at"))
                    .col(moment_null("claimed_until"))
                    .col(moment("created_at"))
                    .foreign_key(&mut belongs_to("webhook_deliveries_webhook_fkey", name, "webhook_id", "webhooks"))
                    .foreign_key(&mut belongs_to(
                        "webhook_deliveries_message_fkey",
                        name,
                        "message_id",
                        "webhook_messages",
                    ))
                    .take(),
            )
            .await?;
        // One message goes to one webhook once; a replay is the same delivery again.
        index(manager, name, "webhook_deliveries_message_key", &["message_id", "webhook_id"], true).await?;
        index(manager, name, "webhook_deliveries_due_idx", &["webhook_id", "state", "due_at"], false).await?;
        index(manager, name, "webhook_deliveries_order_idx", &["webhook_id", "resource", "seq"], false).await?;
        index(manager, name, "webhook_deliveries_list_idx", &["webhook_id", "created_at", "id"], false).await?;
        index(manager, name, "webhook_deliveries_claimed_idx", &["state", "claimed_until"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "webhook_deliveries").await
    }
}
