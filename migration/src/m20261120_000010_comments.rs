//! Comments. A deleted one keeps its row, so that its answers keep their place.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, moment, moment_null, prose, table, uuid, uuid_null};

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
                table(manager, "comments")
                    .col(uuid("id").primary_key())
                    .col(uuid("post_id"))
                    .col(uuid_null("parent_id"))
                    .col(uuid("member_id"))
                    .col(prose(manager, "body"))
                    .col(prose(manager, "html"))
                    .col(moment("created_at"))
                    .col(moment_null("edited_at"))
                    .col(moment_null("deleted_at"))
                    .col(moment_null("hidden_at"))
                    .col(uuid_null("hidden_by"))
                    .foreign_key(&mut belongs_to("comments_post_fkey", "comments", "post_id", "posts"))
                    .foreign_key(&mut belongs_to("comments_parent_fkey", "comments", "parent_id", "comments"))
                    .foreign_key(&mut belongs_to("comments_member_fkey", "comments", "member_id", "members"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("comments_hidden_by_fkey")
                            .from("comments", "hidden_by")
                            .to("members", "id")
                            .on_delete(ForeignKeyAction::SetNull),
                    )
                    .take(),
            )
            .await?;
        index(manager, "comments", "comments_post_idx", &["post_id", "created_at", "id"], false).await?;
        index(manager, "comments", "comments_parent_idx", &["parent_id"], false).await?;
        index(manager, "comments", "comments_member_idx", &["member_id"], false).await?;
        index(manager, "comments", "comments_hidden_by_idx", &["hidden_by"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "comments").await
    }
}
