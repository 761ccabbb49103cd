//! A tag.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tags")]
pub struct Model {
    /// Which tag.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its address; unique.
    pub slug: String,
    /// As typed by whoever used it first.
    pub name: String,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
