//! What webhooks are told, written in the transaction that makes it true.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_messages")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The name of the event.
    pub event: String,
    /// The post, comment or member that it is about.
    pub resource: Uuid,
    /// Counts the messages about that, in the order in which they became true; unique with it.
    pub seq: i32,
    /// The body, as it is sent.
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// When it happened.
    pub created_at: i64,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
