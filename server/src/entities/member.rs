//! A person with an account.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "members")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address as typed.
    pub email: String,
    /// The address as accounts are told apart by it; unique.
    pub email_folded: String,
    /// The name others see.
    pub name: String,
    /// Argon2id, in PHC form. Nothing for members who cannot sign in with a password.
    pub password_hash: Option<String>,
    /// The role's name.
    pub role: String,
    /// Since when.
    pub joined_at: i64,
    /// When the address was proved to be theirs.
    pub email_verified_at: Option<i64>,
    /// When the password was chosen; nothing for one from before this was noted.
    pub password_changed_at: Option<i64>,
    /// Since when an admin keeps them out.
    pub suspended_at: Option<i64>,
    /// When the account goes, which its member asked for.
    pub deletes_at: Option<i64>,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its role.
    #[sea_orm(belongs_to = "super::role::Entity", from = "Column::Role", to = "super::role::Column::Name")]
    Role,
}

impl Related<super::role::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Role.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
