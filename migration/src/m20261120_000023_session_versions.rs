//! Sessions count their changes, so that of two requests at once neither undoes what the other kept.

use sea_orm_migration::prelude::*;

use crate::columns::{add_columns, drop_columns, number};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "sessions", [number("version").default(0).take()]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_columns(manager, "sessions", &["version"]).await
    }
}
