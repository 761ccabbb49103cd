//! Comments outlive the account that they were written with, so that answers to them keep their place and their sense.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::{belongs_to, index, moment, moment_null, prose, table, uuid, uuid_null};

const COLUMNS: &str =
    "id, post_id, parent_id, member_id, body, html, created_at, edited_at, deleted_at, hidden_at, hidden_by";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        change(manager, uuid_null("member_id"), ForeignKeyAction::SetNull).await
    }

    /// What former members wrote goes, with the answers to it: no account is left that it could belong to.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let orphaned = Query::delete().from_table("comments").and_where(Expr::col("member_id").is_null()).take();
        manager.execute(orphaned).await?;
        change(manager, uuid("member_id"), ForeignKeyAction::Cascade).await
    }
}

async fn change(manager: &SchemaManager<'_>, member_id: ColumnDef, on_delete: ForeignKeyAction) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        return rebuild(manager, member_id, on_delete).await;
    }
    let mut column = member_id;
    let alter = || Table::alter().table("comments").take();
    manager.alter_table(alter().drop_foreign_key("comments_member_fkey").take()).await?;
    manager.alter_table(alter().modify_column(&mut column).take()).await?;
    manager.create_foreign_key(to_member("comments", on_delete)).await
}

/// SQLite changes no column, so the table is made anew and takes the place of the old one.
async fn rebuild(manager: &SchemaManager<'_>, member_id: ColumnDef, on_delete: ForeignKeyAction) -> Result<(), DbErr> {
    const NEW: &str = "comments_anew";
    manager
        .create_table(
            table(manager, NEW)
                .col(uuid("id").primary_key())
                .col(uuid("post_id"))
                .col(uuid_null("parent_id"))
                .col(member_id)
                .col(prose(manager, "body"))
                .col(prose(manager, "html"))
                .col(moment("created_at"))
                .col(moment_null("edited_at"))
                .col(moment_null("deleted_at"))
                .col(moment_null("hidden_at"))
                .col(uuid_null("hidden_by"))
                .foreign_key(&mut belongs_to("comments_post_fkey", NEW, "post_id", "posts"))
                .foreign_key(&mut belongs_to("comments_parent_fkey", NEW, "parent_id", NEW))
                .foreign_key(&mut to_member(NEW, on_delete))
                .foreign_key(
                    ForeignKey::create()
                        .name("comments_hidden_by_fkey")
                        .from(NEW, "hidden_by")
                        .to("members", "id")
                        .on_delete(ForeignKeyAction::SetNull),
                )
                .take(),
        )
        .await?;
    let db = manager.get_connection();
    db.execute_unprepared(&format!("INSERT INTO {NEW} ({COLUMNS}) SELECT {COLUMNS} FROM comments")).await?;
    manager.drop_table(Table::drop().table("comments").take()).await?;
    manager.rename_table(Table::rename().table(NEW, "comments").take()).await?;
    index(manager, "comments", "comments_post_idx", &["post_id", "created_at", "id"], false).await?;
    index(manager, "comments", "comments_parent_idx", &["parent_id"], false).await?;
    index(manager, "comments", "comments_member_idx", &["member_id"], false).await?;
    index(manager, "comments", "comments_hidden_by_idx", &["hidden_by"], false).await
}

fn to_member(table: &'static str, on_delete: ForeignKeyAction) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name("comments_member_fkey")
        .from(table, "member_id")
        .to("members", "id")
        .on_delete(on_delete)
        .take()
}
