//! A refresh token, found by its digest.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub struct Model {
    /// BLAKE3 of the token, in hexadecimal digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// The sign-in that it came of.
    pub family_id: Uuid,
    /// 1 for the one that is good; nothing for those that were.
    pub is_current: Option<i32>,
    /// When it was given out.
    pub created_at: i64,
    /// When the next one took its place.
    pub rotated_at: Option<i64>,
    /// That next one, sealed, in base64.
    pub successor: Option<String>,
    /// Until when that is given out again.
    pub successor_until: Option<i64>,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its family.
    #[sea_orm(
        belongs_to = "super::token_family::Entity",
        from = "Column::FamilyId",
        to = "super::token_family::Column::Id"
    )]
    Family,
}

impl Related<super::token_family::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Family.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
