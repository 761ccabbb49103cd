//! Accounts elsewhere that members sign in with.

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
        manager
            .create_table(
                table(manager, "identities")
                    .col(uuid("id").primary_key())
                    .col(uuid("member_id"))
                    .col(line("issuer", 255))
                    .col(line("subject", 255))
                    .col(line("account", 254))
                    .col(moment("linked_at"))
                    .col(moment("used_at"))
                    .foreign_key(&mut belongs_to("identities_member_fkey", "identities", "member_id", "members"))
                    .take(),
            )
            .await?;
        // Unique: however often somebody comes back at the same moment, they are one member.
        index(manager, "identities", "identities_subject_key", &["issuer", "subject"], true).await?;
        index(manager, "identities", "identities_member_idx", &["member_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "identities").await
    }
}
