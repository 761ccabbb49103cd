//! A role that a member can have.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roles")]
pub struct Model {
    /// The role's name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// What people read.
    pub label: String,
    /// Whether its members must have a second factor.
    pub needs_second_factor: bool,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
