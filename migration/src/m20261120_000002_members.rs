//! People with an account, and which of them set up the installation.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, index, line, line_null, moment, table, uuid};

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
                table(manager, "members")
                    .col(uuid("id").primary_key())
                    .col(line("email", 254))
                    .col(line("email_folded", 254))
                    .col(line("name", 80))
                    // Nothing for members who sign in by other means.
                    .col(line_null("password_hash", 255))
                    .col(line("role", 32))
                    .col(moment("joined_at"))
                    .foreign_key(
                        ForeignKey::create().name("members_role_fkey").from("members", "role").to("roles", "name"),
                    )
                    .take(),
            )
            .await?;
        index(manager, "members", "members_email_key", &["email_folded"], true).await?;
        // At most one row, under the id 1: whoever gets it in is the owner, however many sign up at the same moment.
        manager
            .create_table(
                table(manager, "installation")
                    .col(ColumnDef::new("id").small_integer().not_null().primary_key())
                    .col(uuid("owner_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("installation_owner_fkey")
                            .from("installation", "owner_id")
                            .to("members", "id"),
                    )
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "installation").await?;
        drop(manager, "members").await
    }
}
