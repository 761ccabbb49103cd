//! Posts, with what was rendered from them when they were saved.

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
                table(manager, "posts")
                    .col(uuid("id").primary_key())
                    .col(line("slug", 80))
                    .col(line("title", 200))
                    .col(line("standfirst", 400))
                    .col(prose(manager, "body"))
                    .col(prose(manager, "html"))
                    .col(prose(manager, "contents"))
                    .col(number("words"))
                    .col(line("excerpt", 400))
                    .col(line_null("cover", 2000))
                    .col(line("status", 16))
                    .col(ColumnDef::new("was_published").boolean().not_null())
                    .col(moment_null("published_at"))
                    .col(moment_null("deleted_at"))
                    .col(moment("created_at"))
                    .col(moment("updated_at"))
                    .col(ColumnDef::new("version").big_integer().not_null())
                    .col(line_null("source", 500))
                    .col(line_null("source_digest", 64))
                    .take(),
            )
            .await?;
        index(manager, "posts", "posts_slug_key", &["slug"], true).await?;
        index(manager, "posts", "posts_source_key", &["source"], true).await?;
        // The lists that readers see, newest first, and the desk.
        index(manager, "posts", "posts_published_idx", &["status", "published_at", "id"], false).await?;
        index(manager, "posts", "posts_updated_idx", &["updated_at", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "posts").await
    }
}
