//! What became of an account: its address proved, its password changed, its member kept out, its end asked for.

use sea_orm_migration::prelude::*;

use crate::columns::{add_columns, drop_columns, moment_null};

const COLUMNS: [&str; 4] = ["email_verified_at", "password_changed_at", "suspended_at", "deletes_at"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = COLUMNS.map(moment_null);
        add_columns(manager, "members", columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_columns(manager, "members", &COLUMNS).await
    }
}
