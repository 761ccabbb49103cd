//! Every address that a post ever had, the present one included: old ones redirect for ever, and nobody else can take them.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, table, uuid};

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
                table(manager, "post_slugs")
                    .col(line("slug", 80).primary_key())
                    .col(uuid("post_id"))
                    .foreign_key(&mut belongs_to("post_slugs_post_fkey", "post_slugs", "post_id", "posts"))
                    .take(),
            )
            .await?;
        index(manager, "post_slugs", "post_slugs_post_idx", &["post_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "post_slugs").await
    }
}
