//! Letters that prove something: what their link and their code are recognised by.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, moment, number, table, uuid_null};

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
                table(manager, "proofs")
                    .col(line("slot", 64).primary_key())
                    .col(line("purpose", 32))
                    .col(uuid_null("member_id"))
                    .col(line("email", 254))
                    .col(line("email_folded", 254))
                    .col(line("token_hash", 64))
                    .col(line("code_digest", 64))
                    .col(number("tries"))
                    .col(moment("created_at"))
                    .col(moment("expires_at"))
                    .foreign_key(&mut belongs_to("proofs_member_fkey", "proofs", "member_id", "members"))
                    .take(),
            )
            .await?;
        index(manager, "proofs", "proofs_token_key", &["token_hash"], true).await?;
        index(manager, "proofs", "proofs_member_idx", &["member_id"], false).await?;
        index(manager, "proofs", "proofs_email_idx", &["email_folded", "purpose"], false).await?;
        index(manager, "proofs", "proofs_expires_idx", &["expires_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "proofs").await
    }
}
