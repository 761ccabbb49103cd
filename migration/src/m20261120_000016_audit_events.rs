//! What happened to accounts. Nothing refers to it and it refers to nothing: it outlives what it tells of.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, index, line, moment, prose, table, uuid, uuid_null};

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
                table(manager, "audit_events")
                    .col(uuid("id").primary_key())
                    .col(moment("happened_at"))
                    .col(line("event", 64))
                    .col(uuid_null("actor_id"))
                    .col(uuid_null("subject_id"))
                    .col(line("address", 45))
                    .col(line("agent", 255))
                    .col(prose(manager, "details"))
                    .take(),
            )
            .await?;
        index(manager, "audit_events", "audit_events_subject_idx", &["subject_id", "id"], false).await?;
        index(manager, "audit_events", "audit_events_actor_idx", &["actor_id", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "audit_events").await
    }
}
