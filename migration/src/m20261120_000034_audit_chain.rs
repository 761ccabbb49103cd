//! Each row of the record vouches for the one before. The head says where the chain ends, so that nothing can be cut off.

use sea_orm_migration::prelude::*;

use crate::columns::{add_columns, drop, drop_columns, index, line, line_null, table};

const INDEXES: [(&str, &[&str]); 5] = [
    ("audit_events_time_idx", &["happened_at", "id"]),
    ("audit_events_event_idx", &["event", "happened_at", "id"]),
    ("audit_events_address_idx", &["address", "happened_at", "id"]),
    ("audit_events_about_idx", &["subject_id", "happened_at", "id"]),
    ("audit_events_by_idx", &["actor_id", "happened_at", "id"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let seq = ColumnDef::new("seq").big_integer().null().take();
        add_columns(manager, "audit_events", [seq, line_null("digest", 64)]).await?;
        index(manager, "audit_events", "audit_events_seq_key", &["seq"], true).await?;
        for (name, columns) in INDEXES {
            index(manager, "audit_events", name, columns, false).await?;
        }
        manager
            .create_table(
                table(manager, "audit_head")
                    .col(ColumnDef::new("id").small_integer().not_null().primary_key())
                    .col(ColumnDef::new("seq").big_integer().not_null())
                    .col(line("digest", 64))
                    .col(ColumnDef::new("unchained").big_integer().not_null())
                    .take(),
            )
            .await?;
        // Nobody can vouch any more for rows that are there already; how many they are is kept.
        let count = Query::select()
            .expr(Expr::val(1))
            .expr(Expr::val(0))
            .expr(Expr::val(""))
            .expr(Expr::col("id").count())
            .from("audit_events")
            .take();
        let mut head = Query::insert();
        head.into_table("audit_head").columns(["id", "seq", "digest", "unchained"]);
        let head = head.select_from(count).map_err(|error| DbErr::Custom(error.to_string()))?.take();
        manager.execute(head).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "audit_head").await?;
        for (name, _) in INDEXES {
            manager.drop_index(Index::drop().name(name).table("audit_events").to_owned()).await?;
        }
        manager.drop_index(Index::drop().name("audit_events_seq_key").table("audit_events").to_owned()).await?;
        drop_columns(manager, "audit_events", &["seq", "digest"]).await
    }
}
