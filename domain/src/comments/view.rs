use serde::{Deserialize, Serialize};

use crate::{
    Slug, Timestamp,
    id::{CommentId, MemberId},
    markdown::SafeHtml,
};

/// What readers see of a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CommentState {
    /// The words.
    Shown {
        /// Rendered and sanitised when saved.
        html: SafeHtml,
    },
    /// Hidden by an editor; the words reach moderators only.
    Hidden {
        /// The words, if this viewer may see them.
        html: Option<SafeHtml>,
    },
    /// Deleted; it stays in place only while it has answers.
    Deleted,
}

/// One comment of a thread, for one viewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentView {
    /// Which comment.
    pub id: CommentId,
    /// The comment it answers.
    pub parent: Option<CommentId>,
    /// Who wrote it; nothing for somebody whose account is deleted.
    pub member: Option<MemberId>,
    /// The writer's name; nothing for the same.
    pub name: Option<String>,
    /// What is to be seen.
    pub state: CommentState,
    /// When it was written.
    pub created_at: Timestamp,
    /// When its words changed last.
    pub edited_at: Option<Timestamp>,
    /// Whether this viewer may edit it now.
    pub may_edit: bool,
    /// Whether this viewer may delete it.
    pub may_delete: bool,
}

impl CommentView {
    /// The writer's name, or what stands for it.
    #[must_use]
    pub fn writer(&self) -> &str {
        self.name.as_deref().unwrap_or("A former member")
    }
}

/// A comment that the viewer may edit now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditableComment {
    /// Which comment.
    pub id: CommentId,
    /// The post it is on.
    pub post: Slug,
    /// The post's title.
    pub post_title: String,
    /// The words as typed.
    pub body: String,
}
