//! One sign-in of one program, with the refresh tokens that came of it.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "token_families")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who signed in.
    pub member_id: Uuid,
    /// What the program calls itself.
    pub client_id: String,
    /// What its tokens are good for, separated by spaces.
    pub scopes: String,
    /// From where it signed in.
    pub address: String,
    /// With which agent.
    pub agent: String,
    /// When it signed in.
    pub created_at: i64,
    /// When it asked for its latest access token.
    pub used_at: i64,
    /// When it ends if it is not used before.
    pub expires_at: i64,
    /// When it ends, however much it is used.
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
