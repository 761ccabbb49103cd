use domain::{
    Timestamp,
    posts::{Byline, Status, TagView},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::EntityTag;

/// A post.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Post)]
pub(crate) struct PostRecord {
    /// Which post.
    #[schema(value_type = String, format = "uuid")]
    pub(crate) id: Uuid,
    /// The readable part of its address.
    #[schema(required = false, example = "first-light")]
    pub(crate) slug: String,
    /// Its page, once it is published.
    #[schema(required = false, example = "https://example.org/posts/first-light")]
    pub(crate) url: Option<String>,
    /// Where it stands.
    #[schema(required = false)]
    pub(crate) status: PostStatus,
    /// Its title.
    #[schema(required = false, example = "First light")]
    pub(crate) title: String,
    /// One or two sentences below the title; may be empty.
    #[schema(required = false)]
    pub(crate) standfirst: String,
    /// Its standfirst, or the beginning of its text.
    #[schema(required = false)]
    pub(crate) summary: String,
    /// Its text as it was written, in Markdown. Lists show it only when asked for it.
    #[schema(required = false)]
    pub(crate) body: String,
    /// Its text, rendered and sanitised. Lists show it only when asked for it.
    #[schema(required = false)]
    pub(crate) html: String,
    /// Address of its cover picture.
    #[schema(required = false)]
    pub(crate) cover: Option<String>,
    /// Who wrote it, in the order of the byline.
    #[schema(required = false)]
    pub(crate) authors: Vec<AuthorRef>,
    /// What it is about.
    #[schema(required = false)]
    pub(crate) tags: Vec<TagRef>,
    /// Words of prose and code.
    #[schema(required = false)]
    pub(crate) words: u32,
    /// How long it takes to read, in minutes.
    #[schema(required = false)]
    pub(crate) reading_minutes: u32,
    /// Comments that readers can see.
    #[schema(required = false)]
    pub(crate) comment_count: u64,
    /// Counts its saves, from 1: how often somebody saved is for nobody else.
    #[serde(skip)]
    pub(crate) version: i64,
    /// When it was first published, if ever.
    #[schema(required = false, value_type = Option<String>, format = DateTime)]
    pub(crate) published_at: Option<Timestamp>,
    /// When it was saved last; for a published post not before it was published.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) updated_at: Timestamp,
    /// When it was deleted.
    #[schema(required = false, value_type = Option<String>, format = DateTime)]
    pub(crate) deleted_at: Option<Timestamp>,
}

impl PostRecord {
    /// The state that a change starts from: the count of saves, and where the post stands.
    pub(crate) fn tag(&self) -> EntityTag {
        EntityTag::new(format!("{}{}", self.version, self.status.letter()))
    }
}

/// Where a post stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PostStatus {
    /// Only its writers and editors see it.
    Draft,
    /// Everybody sees it.
    Published,
    /// In the bin.
    Deleted,
}

impl PostStatus {
    const fn letter(self) -> char {
        match self {
            Self::Draft => 'd',
            Self::Published => 'p',
            Self::Deleted => 'x',
        }
    }
}

impl From<Status> for PostStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Draft { .. } => Self::Draft,
            Status::Published { .. } => Self::Published,
            Status::Deleted { .. } => Self::Deleted,
        }
    }
}

/// A name under a title.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AuthorRef)]
pub(crate) struct AuthorRef {
    /// The readable part of the author's address.
    pub(crate) slug: String,
    /// The name.
    pub(crate) name: String,
}

impl From<Byline> for AuthorRef {
    fn from(byline: Byline) -> Self {
        Self { slug: byline.slug.into(), name: byline.name }
    }
}

/// A tag of a post.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TagRef)]
pub(crate) struct TagRef {
    /// The readable part of the tag's address.
    pub(crate) slug: String,
    /// As typed by whoever used it first.
    pub(crate) name: String,
}

impl From<TagView> for TagRef {
    fn from(tag: TagView) -> Self {
        Self { slug: tag.slug.into(), name: tag.name }
    }
}
