//! A browser whose member is not asked for the second factor for a while.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trusted_devices")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub member_id: Uuid,
    /// BLAKE3 of the secret in its cookie, in hexadecimal digits; unique.
    pub token_hash: String,
    /// Where it was when it was trusted.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
    /// Since when.
    pub trusted_at: i64,
    /// Until when.
    pub ends_at: i64,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its member.
    #[sea_orm(belongs_to = "super::member::Entity", from = "Column::MemberId", to = "super::member::Column::Id")]
    Member,
}

impl Related<super::member::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Member.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
