//! Addresses of an imported blog, and the posts that they lead to.

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
                table(manager, "redirects")
                    .col(line("path", 500).primary_key())
                    .col(uuid("post_id"))
                    .foreign_key(&mut belongs_to("redirects_post_fkey", "redirects", "post_id", "posts"))
                    .take(),
            )
            .await?;
        index(manager, "redirects", "redirects_post_idx", &["post_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "redirects").await
    }
}
