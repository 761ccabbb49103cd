//! Names under which posts appear. One may belong to a member; an imported one has none until it is claimed.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, index, line, table, uuid, uuid_null};

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
                table(manager, "authors")
                    .col(uuid("id").primary_key())
                    .col(line("slug", 80))
                    .col(line("name", 80))
                    .col(uuid_null("member_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("authors_member_fkey")
                            .from("authors", "member_id")
                            .to("members", "id")
                            .on_delete(ForeignKeyAction::SetNull),
                    )
                    .take(),
            )
            .await?;
        index(manager, "authors", "authors_slug_key", &["slug"], true).await?;
        // Unique: a member has one name on the masthead. Rows without a member do not collide.
        index(manager, "authors", "authors_member_key", &["member_id"], true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "authors").await
    }
}
