//! What a member can be, and what each role may do. Kept as rows, so that an installation can change who may what.

use sea_orm_migration::prelude::*;

use crate::columns::{drop, line, table};

const GRANTS: [(&str, &[&str]); 4] = [
    ("reader", &["comment"]),
    ("author", &["comment", "write_posts"]),
    ("editor", &["comment", "write_posts", "edit_any_post", "moderate_comments"]),
    ("admin", &["comment", "write_posts", "edit_any_post", "moderate_comments", "manage_members"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(table(manager, "roles").col(line("name", 32).primary_key()).take()).await?;
        manager
            .create_table(
                table(manager, "role_permissions")
                    .col(line("role", 32))
                    .col(line("permission", 64))
                    .primary_key(Index::create().col("role").col("permission"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("role_permissions_role_fkey")
                            .from("role_permissions", "role")
                            .to("roles", "name")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .take(),
            )
            .await?;
        let mut roles = Query::insert();
        roles.into_table("roles").columns(["name"]);
        let mut grants = Query::insert();
        grants.into_table("role_permissions").columns(["role", "permission"]);
        for (role, permissions) in GRANTS {
            roles.values_panic([role.into()]);
            for permission in permissions {
                grants.values_panic([role.into(), (*permission).into()]);
            }
        }
        manager.execute(roles).await?;
        manager.execute(grants).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "role_permissions").await?;
        drop(manager, "roles").await
    }
}
