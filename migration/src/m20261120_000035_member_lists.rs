//! Finding members among very many: newest first, of a role, kept out, or by how their name or address begins.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::{drop_columns, index};

const INDEXES: [(&str, &[&str]); 3] = [
    ("members_joined_idx", &["joined_at", "id"]),
    ("members_role_idx", &["role", "joined_at", "id"]),
    ("members_suspended_idx", &["suspended_at"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in INDEXES {
            index(manager, "members", name, columns, false).await?;
        }
        // The database folds the name itself, so that nobody who writes one can forget to.
        let folded = match manager.get_database_backend() {
            DbBackend::Sqlite => "name_folded varchar(160) GENERATED ALWAYS AS (lower(name)) VIRTUAL",
            DbBackend::Postgres => "name_folded varchar(160) COLLATE \"C\" GENERATED ALWAYS AS (lower(name)) STORED",
            _ => "name_folded varchar(160) GENERATED ALWAYS AS (lower(name)) VIRTUAL",
        };
        let db = manager.get_connection();
        db.execute_unprepared(&format!("ALTER TABLE members ADD COLUMN {folded}")).await?;
        index(manager, "members", "members_name_folded_idx", &["name_folded"], false).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            // What begins alike stands together only where texts compare by code point, as they do elsewhere anyway.
            db.execute_unprepared("CREATE INDEX members_email_folded_idx ON members (email_folded COLLATE \"C\")")
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop_index =
            async |name: &str| manager.drop_index(Index::drop().name(name).table("members").to_owned()).await;
        if manager.get_database_backend() == DbBackend::Postgres {
            drop_index("members_email_folded_idx").await?;
        }
        drop_index("members_name_folded_idx").await?;
        drop_columns(manager, "members", &["name_folded"]).await?;
        if manager.get_database_backend() == DbBackend::MySql {
            // The reference to the role needs an index that begins with it.
            index(manager, "members", "members_role_fkey", &["role"], false).await?;
        }
        for (name, _) in INDEXES {
            drop_index(name).await?;
        }
        Ok(())
    }
}
