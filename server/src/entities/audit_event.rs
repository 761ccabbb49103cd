//! Something that happened to an account, kept for good.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    /// Which; younger ones sort behind older ones.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When.
    pub happened_at: i64,
    /// What, by its stable name.
    pub event: String,
    /// Who did it. No reference: the record outlives the account.
    pub actor_id: Option<Uuid>,
    /// To whose account it happened.
    pub subject_id: Option<Uuid>,
    /// From which address; empty for the command line.
    pub address: String,
    /// With which program.
    pub agent: String,
    /// The rest, as a JSON object.
    #[sea_orm(column_type = "Text")]
    pub details: String,
    /// Its place in the chain, from 1. Nothing for one from before there was a chain.
    pub seq: Option<i64>,
    /// The keyed digest of all of this and of the row before.
    pub digest: Option<String>,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
