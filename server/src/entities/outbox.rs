//! Something to be done outside of the database, written in the transaction that asks for it.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What is to be done: `letter`.
    pub kind: String,
    /// With what, as JSON. Emptied when it is done, for letters hold links that open accounts.
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// `waiting`, `under_way`, `done` or `failed`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is to be tried (again).
    pub due_at: i64,
    /// Until when the process that took it may work on it.
    pub claimed_until: Option<i64>,
    /// When it was asked for.
    pub created_at: i64,
    /// Why the last try failed.
    pub error: Option<String>,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
