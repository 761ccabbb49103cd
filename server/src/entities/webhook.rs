//! An address that is told what happens.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhooks")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address.
    #[sea_orm(column_type = "Text")]
    pub url: String,
    /// What it is for.
    pub description: String,
    /// The names of the events that it is told, separated by spaces.
    #[sea_orm(column_type = "Text")]
    pub events: String,
    /// `active`, `paused` or `disabled`.
    pub state: String,
    /// What messages are signed with, sealed.
    pub secret: Vec<u8>,
    /// The secret before, sealed.
    pub old_secret: Option<Vec<u8>>,
    /// Until when messages are signed with that one, too.
    pub old_secret_until: Option<i64>,
    /// Failures in a row.
    pub failures: i32,
    /// The first one of them.
    pub failing_since: Option<i64>,
    /// Until when it is left alone after a failure.
    pub rests_until: Option<i64>,
    /// When it was made.
    pub created_at: i64,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
