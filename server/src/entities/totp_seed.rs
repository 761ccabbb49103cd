//! The seed of a member's authenticator app.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp_seeds")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: Uuid,
    /// The seed, sealed for `totp:<member>`.
    pub sealed_seed: Vec<u8>,
    /// When setting it up began.
    pub begun_at: i64,
    /// Since when it counts; nothing until a code has shown that the app has it.
    pub confirmed_at: Option<i64>,
    /// The last step of time (RFC 6238: 30 seconds since the Unix epoch) whose code was taken.
    pub last_step: i64,
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
