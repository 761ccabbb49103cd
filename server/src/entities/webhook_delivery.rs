//! What became of a message at a webhook.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The webhook; unique with the message.
    pub webhook_id: Uuid,
    /// The message.
    pub message_id: Uuid,
    /// What it is about, as the message says.
    pub resource: Uuid,
    /// Its place among those about that, as the message says.
    pub seq: i32,
    /// `waiting`, `under_way`, `delivered` or `failed`.
    pub state: String,
    /// How often it was tried, since it was last asked for.
    pub attempts: i32,
    /// When it is to be tried (again).
    pub due_at: i64,
    /// Until when the process that took it may work on it.
    pub claimed_until: Option<i64>,
    /// When it was asked for first.
    pub created_at: i64,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its message.
    #[sea_orm(
        belongs_to = "super::webhook_message::Entity",
        from = "Column::MessageId",
        to = "super::webhook_message::Column::Id"
    )]
    Message,
}

impl Related<super::webhook_message::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Message.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
