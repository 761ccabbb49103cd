//! Who wrote which post, in the order of the byline.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, number, table, uuid};

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
                table(manager, "post_authors")
                    .col(uuid("post_id"))
                    .col(uuid("author_id"))
                    .col(number("position"))
                    .primary_key(Index::create().col("post_id").col("author_id"))
                    .foreign_key(&mut belongs_to("post_authors_post_fkey", "post_authors", "post_id", "posts"))
                    .foreign_key(&mut belongs_to("post_authors_author_fkey", "post_authors", "author_id", "authors"))
                    .take(),
            )
            .await?;
        index(manager, "post_authors", "post_authors_author_idx", &["author_id", "post_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "post_authors").await
    }
}
