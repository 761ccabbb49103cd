//! How it went each time that a message was sent.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line_null, moment, number, number_null, prose, table, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "webhook_attempts";
        manager
            .create_table(
                table(manager, name)
                    .col(uuid("id").primary_key())
                    .col(uuid("delivery_id"))
                    .col(moment("tried_at"))
                    .col(number("took"))
                    .col(number_null("status"))
                    .col(line_null("error", 500))
                    .col(prose(manager, "answer"))
                    .foreign_key(&mut belongs_to(
                        "webhook_attempts_delivery_fkey",
                        name,
                        "delivery_id",
                        "webhook_deliveries",
                    ))
                    .take(),
            )
            .await?;
        index(manager, name, "webhook_attempts_delivery_idx", &["delivery_id", "tried_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "webhook_attempts").await
    }
}
