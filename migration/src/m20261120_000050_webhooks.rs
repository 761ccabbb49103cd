//! Addresses that are told what happens, and who may decide on them.

use sea_orm_migration::prelude::*;

use crate::columns::{bytes, drop, line, moment, moment_null, number, prose, table, uuid};

const PERMISSION: &str = "manage_webhooks";

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
                table(manager, "webhooks")
                    .col(uuid("id").primary_key())
                    .col(prose(manager, "url"))
                    .col(line("description", 200))
                    .col(prose(manager, "events"))
                    .col(line("state", 16))
                    .col(bytes("secret"))
                    .col(ColumnDef::new("old_secret").blob().null())
                    .col(moment_null("old_secret_until"))
                    .col(number("failures"))
                    .col(moment_null("failing_since"))
                    .col(moment_null("rests_until"))
                    .col(moment("created_at"))
                    .take(),
            )
            .await?;
        let mut grant = Query::insert();
        grant.into_table("role_permissions").columns(["role", "permission"]);
        grant.values_panic(["admin".into(), PERMISSION.into()]);
        manager.execute(grant).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let granted = Expr::col("permission").eq(PERMISSION);
        manager.execute(Query::delete().from_table("role_permissions").and_where(granted).take()).await?;
        drop(manager, "webhooks").await
    }
}
