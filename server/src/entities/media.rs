//! A stored picture.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    /// Digest and extension.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Its type.
    pub mime: String,
    /// Its size.
    pub bytes: i64,
    /// In pixels, if known.
    pub width: Option<i32>,
    /// In pixels, if known.
    pub height: Option<i32>,
    /// When it was stored.
    pub created_at: i64,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
