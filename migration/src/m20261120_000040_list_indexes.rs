//! Lists of very many members and events: each filter, alone or with the others, finds its rows in the order in which they
//! are shown, so that a page costs what is on it.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::{drop_columns, index};

const MEMBERS: [(&str, &[&str]); 2] = [
    ("members_state_idx", &["is_suspended", "joined_at", "id"]),
    ("members_role_state_idx", &["role", "is_suspended", "joined_at", "id"]),
];

/// What others have taken the place of, since the record is shown by its time.
const EVENTS: [(&str, &[&str]); 2] =
    [("audit_events_subject_idx", &["subject_id", "id"]), ("audit_events_actor_idx", &["actor_id", "id"])];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Whether, not since when: an index that begins with it knows the order of those who may come in and of those who
        // may not. The database works it out itself, so that nobody who suspends a member can forget to.
        let kept = if manager.get_database_backend() == DbBackend::Postgres { "STORED" } else { "VIRTUAL" };
        let is_suspended = format!(
            "is_suspended smallint GENERATED ALWAYS AS (CASE WHEN suspended_at IS NULL THEN 0 ELSE 1 END) {kept}"
        );
        let db = manager.get_connection();
        db.execute_unprepared(&format!("ALTER TABLE members ADD COLUMN {is_suspended}")).await?;
        for (name, columns) in MEMBERS {
            index(manager, "members", name, columns, false).await?;
        }
        drop_index(manager, "members", "members_suspended_idx").await?;
        for (name, _) in EVENTS {
            drop_index(manager, "audit_events", name).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in EVENTS {
            index(manager, "audit_events", name, columns, false).await?;
        }
        index(manager, "members", "members_suspended_idx", &["suspended_at"], false).await?;
        for (name, _) in MEMBERS {
            drop_index(manager, "members", name).await?;
        }
        drop_columns(manager, "members", &["is_suspended"]).await
    }
}

async fn drop_index(manager: &SchemaManager<'_>, table: &'static str, name: &'static str) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name(name).table(table).to_owned()).await
}
