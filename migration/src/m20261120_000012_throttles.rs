//! How often something was tried within the present window of time.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, index, line, moment, number, table};

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
                table(manager, "throttles")
                    .col(line("throttle_key", 120).primary_key())
                    .col(moment("window_started_at"))
                    .col(number("attempts"))
                    .take(),
            )
            .await?;
        index(manager, "throttles", "throttles_window_idx", &["window_started_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "throttles").await
    }
}
