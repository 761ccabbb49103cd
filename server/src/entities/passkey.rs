//! A passkey: a public key that a member signs in with.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    /// Which, as the member's pages name it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub member_id: Uuid,
    /// BLAKE3 of the credential's id, in hexadecimal digits; unique.
    pub credential_hash: String,
    /// The public key and what is known of it, as JSON.
    #[sea_orm(column_type = "Text")]
    pub credential: String,
    /// How many signatures the authenticator had made when it was used last; zero for those that do not count.
    pub counter: i64,
    /// Whether it is backed up, as those that phones and password managers keep.
    pub is_synced: bool,
    /// What its member calls it.
    pub name: String,
    /// When it was registered.
    pub added_at: i64,
    /// When it was used last.
    pub used_at: Option<i64>,
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
