//! How posts are shown. Public pages take [`Card`] and [`PublishedPost`], which cannot be made without the
//! [`Publication`] that only a published status gives. Drafts are [`Manuscript`]s, which no public page accepts.

use serde::{Deserialize, Serialize};

use crate::{
    Slug, Timestamp,
    accounts::Viewer,
    id::{AuthorId, MemberId, PostId},
    markdown::{Heading, SafeHtml},
    posts::{PostFacts, PostInput, Publication, ReadingTime, Status},
};

/// A name under a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The author's address.
    pub slug: Slug,
    /// The name.
    pub name: String,
}

/// A tag, as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagView {
    /// The tag's address.
    pub slug: Slug,
    /// As typed by whoever used it first.
    pub name: String,
}

/// An author's page, without the posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorView {
    /// Which author.
    pub id: AuthorId,
    /// The author's address.
    pub slug: Slug,
    /// The name.
    pub name: String,
}

/// A published post in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Which post.
    pub id: PostId,
    /// Its address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Its standfirst, or the beginning of its text.
    pub summary: String,
    /// Its cover picture.
    pub cover: Option<String>,
    /// The proof that it is published, and the date readers see.
    pub publication: Publication,
    /// How long it takes.
    pub reading_time: ReadingTime,
    /// Who wrote it.
    pub authors: Vec<Byline>,
    /// What it is about.
    pub tags: Vec<TagView>,
    /// Comments that readers can see.
    pub comments: u64,
}

/// A published post on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublishedPost {
    /// Which post.
    pub id: PostId,
    /// Its address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Its standfirst; may be empty.
    pub standfirst: String,
    /// Its standfirst, or the beginning of its text: for descriptions.
    pub summary: String,
    /// Its cover picture.
    pub cover: Option<String>,
    /// Its text, rendered and sanitised when it was saved.
    pub html: SafeHtml,
    /// Its headings.
    pub contents: Vec<Heading>,
    /// The proof that it is published, and the date readers see.
    pub publication: Publication,
    /// When its text changed last.
    pub updated_at: Timestamp,
    /// How long it takes.
    pub reading_time: ReadingTime,
    /// Who wrote it.
    pub authors: Vec<Byline>,
    /// What it is about.
    pub tags: Vec<TagView>,
    /// The members among its authors: who may edit it, besides editors.
    #[serde(skip)]
    pub writers: Vec<MemberId>,
    /// The post before it in time.
    pub previous: Option<Neighbour>,
    /// The post after it in time.
    pub next: Option<Neighbour>,
}

impl PublishedPost {
    /// Whether this viewer may edit it, so that the page can lead to the editor.
    #[must_use]
    pub fn may_edit(&self, viewer: &Viewer) -> bool {
        let Viewer::Member(actor) = viewer else { return false };
        PostFacts { own: self.writers.contains(&actor.id) }.may_edit(actor).is_ok()
    }
}

/// A post beside another one in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Its address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
}

/// A post as its writers see it, in whatever status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manuscript {
    /// Which post.
    pub id: PostId,
    /// Its present address.
    pub slug: Slug,
    /// The editor's fields.
    pub input: PostInput,
    /// Where it stands.
    pub status: Status,
    /// Counts the saves; a save names the one it started from, so none is overwritten unseen.
    pub version: i64,
    /// Its text, rendered and sanitised.
    pub html: SafeHtml,
    /// Its headings.
    pub contents: Vec<Heading>,
    /// How long it takes.
    pub reading_time: ReadingTime,
    /// Who wrote it.
    pub authors: Vec<Byline>,
    /// What it is about.
    pub tags: Vec<TagView>,
    /// When it was saved last.
    pub updated_at: Timestamp,
}

/// A post on a writer's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRow {
    /// Which post.
    pub id: PostId,
    /// Its present address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// When it was saved last.
    pub updated_at: Timestamp,
    /// Who wrote it.
    pub authors: Vec<Byline>,
}

/// How many posts a year has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearCount {
    /// The year, in UTC.
    pub year: i32,
    /// Published posts in it.
    pub posts: u64,
}
