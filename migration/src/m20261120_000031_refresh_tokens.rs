//! Programs that signed in. A family is one sign-in of one program; it has one token that is good, and the digests of
//! those that were, so that a stolen one gives itself away.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, drop, index, line, line_null, moment, moment_null, number_null, table, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        families(manager).await?;
        tokens(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "refresh_tokens").await?;
        drop(manager, "token_families").await
    }
}

async fn families(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table(manager, "token_families")
                .col(uuid("id").primary_key())
                .col(uuid("member_id"))
                .col(line("client_id", 100))
                .col(line("scopes", 255))
                .col(line("address", 45))
                .col(line("agent", 255))
                .col(moment("created_at"))
                .col(moment("used_at"))
                .col(moment("expires_at"))
                .col(moment("ends_at"))
                .foreign_key(&mut belongs_to("token_families_member_fkey", "token_families", "member_id", "members"))
                .take(),
        )
        .await?;
    index(manager, "token_families", "token_families_member_idx", &["member_id", "used_at"], false).await?;
    index(manager, "token_families", "token_families_expires_idx", &["expires_at"], false).await
}

async fn tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let family = &mut belongs_to("refresh_tokens_family_fkey", "refresh_tokens", "family_id", "token_families");
    manager
        .create_table(
            table(manager, "refresh_tokens")
                .col(line("token_hash", 64).primary_key())
                .col(uuid("family_id"))
                // 1 or nothing, so that the index below lets a family have one current token.
                .col(number_null("is_current"))
                .col(moment("created_at"))
                .col(moment_null("rotated_at"))
                // The next token, sealed, for those who ask again at once; blanked after that.
                .col(line_null("successor", 255))
                .col(moment_null("successor_until"))
                .foreign_key(family)
                .take(),
        )
        .await?;
    index(manager, "refresh_tokens", "refresh_tokens_current_key", &["family_id", "is_current"], true).await?;
    index(manager, "refresh_tokens", "refresh_tokens_successor_idx", &["successor_until"], false).await
}
