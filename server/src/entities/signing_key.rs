//! A key pair that signs access tokens, or did.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_keys")]
pub struct Model {
    /// Its thumbprint (RFC 7638), in base64url.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    /// The public half: 32 bytes in base64url.
    pub public_key: String,
    /// The private half, sealed, in base64; nothing once it is retired.
    pub private_key: Option<String>,
    /// 1 for the one that signs; nothing for those that did.
    pub signs: Option<i32>,
    /// When it was made.
    pub created_at: i64,
    /// When it signed for the last time.
    pub retired_at: Option<i64>,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
