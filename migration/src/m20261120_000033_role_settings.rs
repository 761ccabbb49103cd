//! Roles that an installation can make and name itself, and what only those may do who run it.

use sea_orm_migration::prelude::*;

use crate::columns::{add_columns, drop_columns};

const LABELS: [(&str, &str); 4] =
    [("reader", "Reader"), ("author", "Author"), ("editor", "Editor"), ("admin", "Admin")];
const GRANTS: [&str; 3] = ["manage_roles", "act_as_member", "read_audit"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let label = ColumnDef::new("label").string_len(60).not_null().default("").take();
        let second_factor = ColumnDef::new("needs_second_factor").boolean().not_null().default(false).take();
        add_columns(manager, "roles", [label, second_factor]).await?;
        for (role, label) in LABELS {
            let named = Query::update().table("roles").value("label", label).and_where(named(role)).take();
            manager.execute(named).await?;
        }
        let mut grants = Query::insert();
        grants.into_table("role_permissions").columns(["role", "permission"]);
        for permission in GRANTS {
            grants.values_panic(["admin".into(), permission.into()]);
        }
        manager.execute(grants).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let granted = Expr::col("permission").is_in(GRANTS);
        manager.execute(Query::delete().from_table("role_permissions").and_where(granted).take()).await?;
        drop_columns(manager, "roles", &["label", "needs_second_factor"]).await
    }
}

fn named(role: &str) -> SimpleExpr {
    Expr::col("name").eq(role)
}
