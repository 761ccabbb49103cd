//! A post, in whatever status.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posts")]
pub struct Model {
    /// Which post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its present address; unique.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its standfirst; may be empty.
    pub standfirst: String,
    /// Its Markdown.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The rendered text.
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// Its headings, as JSON.
    #[sea_orm(column_type = "Text")]
    pub contents: String,
    /// Words of prose and code.
    pub words: i32,
    /// The beginning of the text.
    pub excerpt: String,
    /// Address of its cover picture.
    pub cover: Option<String>,
    /// `draft`, `published` or `deleted`.
    pub status: String,
    /// Whether it was published when it was deleted.
    pub was_published: bool,
    /// When it was first published, if ever.
    pub published_at: Option<i64>,
    /// When it was deleted.
    pub deleted_at: Option<i64>,
    /// When it was begun.
    pub created_at: i64,
    /// When it was saved last.
    pub updated_at: i64,
    /// When what the public sees of it changed last: it was shown, changed while it was shown, or withdrawn. Nothing for
    /// what was never public.
    pub public_change_at: Option<i64>,
    /// Counts the saves, from 1.
    pub version: i64,
    /// Where it was imported from; unique.
    pub source: Option<String>,
    /// Digest of what was imported.
    pub source_digest: Option<String>,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
