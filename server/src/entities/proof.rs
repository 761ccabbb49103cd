//! A letter that proves something to whoever has it: that a mailbox is theirs.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proofs")]
pub struct Model {
    /// Digest of what it is for, and of whose address. There is one of a kind: a new letter takes the place of the older.
    #[sea_orm(primary_key, auto_increment = false)]
    pub slot: String,
    /// What it is for.
    pub purpose: String,
    /// Whose account it is about; nothing for a letter that was never sent, because nobody has the address.
    pub member_id: Option<Uuid>,
    /// The mailbox, as typed.
    pub email: String,
    /// The mailbox, as accounts are told apart by it.
    pub email_folded: String,
    /// BLAKE3 of the link's secret, in hexadecimal digits; unique.
    pub token_hash: String,
    /// Keyed digest of the code.
    pub code_digest: String,
    /// How often a code was tried.
    pub tries: i32,
    /// When it was asked for.
    pub created_at: i64,
    /// Until when it is good.
    pub expires_at: i64,
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
