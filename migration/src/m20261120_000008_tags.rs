//! Tags, and which post has which, in the order the writer gave.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, number, table, uuid};

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
                table(manager, "tags").col(uuid("id").primary_key()).col(line("slug", 80)).col(line("name", 40)).take(),
            )
            .await?;
        index(manager, "tags", "tags_slug_key", &["slug"], true).await?;
        manager
            .create_table(
                table(manager, "post_tags")
                    .col(uuid("post_id"))
                    .col(uuid("tag_id"))
                    .col(number("position"))
                    .primary_key(Index::create().col("post_id").col("tag_id"))
                    .foreign_key(&mut belongs_to("post_tags_post_fkey", "post_tags", "post_id", "posts"))
                    .foreign_key(&mut belongs_to("post_tags_tag_fkey", "post_tags", "tag_id", "tags"))
                    .take(),
            )
            .await?;
        index(manager, "post_tags", "post_tags_tag_idx", &["tag_id", "post_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "post_tags").await?;
        drop(manager, "tags").await
    }
}
