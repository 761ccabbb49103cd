//! How often something was tried within a window of time.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttles")]
pub struct Model {
    /// What was tried, by whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub throttle_key: String,
    /// When the window began.
    pub window_started_at: i64,
    /// Tries since then.
    pub attempts: i32,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
