//! A comment on a post.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comments")]
pub struct Model {
    /// Which comment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The post.
    pub post_id: Uuid,
    /// The comment it answers.
    pub parent_id: Option<Uuid>,
    /// Who wrote it; nothing when their account is deleted.
    pub member_id: Option<Uuid>,
    /// Its Markdown.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The rendered words.
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// When it was written.
    pub created_at: i64,
    /// When its words changed last.
    pub edited_at: Option<i64>,
    /// When it was deleted.
    pub deleted_at: Option<i64>,
    /// When an editor hid it.
    pub hidden_at: Option<i64>,
    /// Which one.
    pub hidden_by: Option<Uuid>,
}

/// What a row refers to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its post.
    #[sea_orm(belongs_to = "super::post::Entity", from = "Column::PostId", to = "super::post::Column::Id")]
    Post,
    /// Its member.
    #[sea_orm(belongs_to = "super::member::Entity", from = "Column::MemberId", to = "super::member::Column::Id")]
    Member,
}

impl Related<super::post::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Post.def()
    }
}

impl Related<super::member::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Member.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
