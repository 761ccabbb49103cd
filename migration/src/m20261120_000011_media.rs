//! Stored pictures: the name is the digest of the contents, so the same picture is kept once.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, line, moment, table};

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
                table(manager, "media")
                    .col(line("name", 64).primary_key())
                    .col(line("mime", 64))
                    .col(ColumnDef::new("bytes").big_integer().not_null())
                    .col(ColumnDef::new("width").integer().null())
                    .col(ColumnDef::new("height").integer().null())
                    .col(moment("created_at"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "media").await
    }
}
