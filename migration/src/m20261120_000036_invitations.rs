//! Who was asked to join, with which role, until when. The letter's token is kept as a digest only.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, moment, table, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut role = ForeignKey::create();
        role.name("invitations_role_fkey").from("invitations", "role").to("roles", "name");
        role.on_delete(ForeignKeyAction::Cascade);
        manager
            .create_table(
                table(manager, "invitations")
                    .col(uuid("id").primary_key())
                    .col(line("email", 254))
                    .col(line("email_folded", 254))
                    .col(line("role", 32))
                    .col(line("token_hash", 64))
                    .col(uuid("inviter_id"))
                    .col(moment("sent_at"))
                    .col(moment("expires_at"))
                    .foreign_key(&mut role)
                    .foreign_key(&mut belongs_to("invitations_inviter_fkey", "invitations", "inviter_id", "members"))
                    .take(),
            )
            .await?;
        index(manager, "invitations", "invitations_email_key", &["email_folded"], true).await?;
        index(manager, "invitations", "invitations_token_key", &["token_hash"], true).await?;
        index(manager, "invitations", "invitations_sent_idx", &["sent_at", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "invitations").await
    }
}
