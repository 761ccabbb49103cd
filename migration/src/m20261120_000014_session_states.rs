//! Sessions that their member can see and end, that end by themselves, and that know when their member last proved who they are.

use sea_orm_migration::prelude::*;

use crate::columns::{add_columns, drop_columns, index, moment_null, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let remembered = ColumnDef::new("is_remembered").boolean().not_null().default(true).take();
        let columns = [
            // What the member calls the session by; nothing for those that began before there were any.
            uuid_null("handle"),
            moment_null("ends_at"),
            moment_null("proved_at"),
            remembered,
            uuid_null("acting_as"),
            moment_null("acting_until"),
        ];
        add_columns(manager, "sessions", columns).await?;
        index(manager, "sessions", "sessions_handle_key", &["handle"], true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("sessions_handle_key").table("sessions").to_owned()).await?;
        let columns = ["handle", "ends_at", "proved_at", "is_remembered", "acting_as", "acting_until"];
        drop_columns(manager, "sessions", &columns).await
    }
}
