//! The one row that says where the chain of the record ends.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    /// The place of the last row; 0 before the first one.
    pub seq: i64,
    /// The digest of the last row; empty before the first one.
    pub digest: String,
    /// How many rows there are from before there was a chain.
    pub unchained: i64,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
