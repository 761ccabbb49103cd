//! When what the public sees of a post changed last, so that readers who ask for news learn of what was withdrawn, too.

use sea_orm_migration::prelude::*;

use crate::columns::{add_columns, drop_columns, index, moment_null};

const INDEX: &str = "posts_public_change_idx";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "posts", [moment_null("public_change_at")]).await?;
        index(manager, "posts", INDEX, &["public_change_at"], false).await?;
        let known = "UPDATE posts SET public_change_at = updated_at WHERE status = 'published'";
        manager.get_connection().execute_unprepared(known).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(INDEX).table("posts").to_owned()).await?;
        drop_columns(manager, "posts", &["public_change_at"]).await
    }
}
