//! Somebody who was asked to join, until they do.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address as typed.
    pub email: String,
    /// The address as accounts are told apart by it; unique.
    pub email_folded: String,
    /// The role they are to get.
    pub role: String,
    /// BLAKE3 of the letter's token, in hexadecimal digits; unique.
    pub token_hash: String,
    /// Who invited. Without them it is worth nothing.
    pub inviter_id: Uuid,
    /// When the last letter was sent.
    pub sent_at: i64,
    /// Until when it can be accepted.
    pub expires_at: i64,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Who invited.
    #[sea_orm(belongs_to = "super::member::Entity", from = "Column::InviterId", to = "super::member::Column::Id")]
    Inviter,
}

impl Related<super::member::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Inviter.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
