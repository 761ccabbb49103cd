//! A session, found by the digest of its id.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// BLAKE3 of the id in the cookie, in hexadecimal digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// Who is signed in, if anybody.
    pub member_id: Option<Uuid>,
    /// What the program keeps, as JSON.
    #[sea_orm(column_type = "Text")]
    pub data: String,
    /// Where it began.
    pub address: String,
    /// With which browser.
    pub agent: String,
    /// How its member proved who they are, as ways in are named; empty for a stranger.
    pub level: String,
    /// When it began.
    pub created_at: i64,
    /// When it was used last, to within ten minutes.
    pub seen_at: i64,
    /// When it ends if it is not used before; never later than `ends_at`.
    pub expires_at: i64,
    /// What its member calls it by, who never sees the id.
    pub handle: Option<Uuid>,
    /// When it ends, however much it is used; nothing for one from before this was noted.
    pub ends_at: Option<i64>,
    /// When its member last proved who they are.
    pub proved_at: Option<i64>,
    /// Whether it outlives the browser.
    pub is_remembered: bool,
    /// As whom its member, an admin, acts.
    pub acting_as: Option<Uuid>,
    /// Until when.
    pub acting_until: Option<i64>,
    /// How often its data changed.
    pub version: i32,
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
