//! Between rows and what they mean.

use anyhow::Context;
use domain::{
    Slug, Timestamp,
    id::PostId,
    markdown::{Heading, RenderedPost},
    posts::{PostForm, Status},
};
use sea_orm::{ActiveValue, ActiveValue::Set};

use super::Saved;
use crate::{Error, Result, entities::post};

/// How a status is called in the column `status`.
pub(super) mod status {
    pub(crate) const DRAFT: &str = "draft";
    pub(crate) const PUBLISHED: &str = "published";
    pub(crate) const DELETED: &str = "deleted";
}

/// The columns that say where a post stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'a> {
    pub(crate) status: &'a str,
    pub(crate) was_published: bool,
    pub(crate) published_at: Option<i64>,
    pub(crate) deleted_at: Option<i64>,
}

impl<'a> From<&'a post::Model> for Standing<'a> {
    fn from(post: &'a post::Model) -> Self {
        Self {
            status: &post.status,
            was_published: post.was_published,
            published_at: post.published_at,
            deleted_at: post.deleted_at,
        }
    }
}

impl Standing<'_> {
    /// The status that the columns describe.
    pub(crate) fn status(self) -> Result<Status> {
        let first_published_at = self.published_at.map(Timestamp::from_millis);
        match (self.status, first_published_at, self.deleted_at.map(Timestamp::from_millis)) {
            (status::DRAFT, first_published_at, _) => Ok(Status::Draft { first_published_at }),
            (status::PUBLISHED, Some(at), _) => Ok(Status::Published { at }),
            (status::DELETED, first_published_at, Some(at)) => {
                Ok(Status::Deleted { at, first_published_at, was_published: self.was_published })
            }
            _ => Err(Error::Internal(anyhow::anyhow!("a post stands nowhere: {self:?}"))),
        }
    }
}

/// The columns that describe `status`.
pub(crate) fn columns_of(status: Status) -> post::ActiveModel {
    let (name, published_at, deleted_at, was_published) = match status {
        Status::Draft { first_published_at } => (status::DRAFT, first_published_at, None, false),
        Status::Published { at } => (status::PUBLISHED, Some(at), None, false),
        Status::Deleted { at, first_published_at, was_published } => {
            (status::DELETED, first_published_at, Some(at), was_published)
        }
    };
    post::ActiveModel {
        status: Set(name.to_owned()),
        was_published: Set(was_published),
        published_at: Set(published_at.map(Timestamp::millis)),
        deleted_at: Set(deleted_at.map(Timestamp::millis)),
        ..Default::default()
    }
}

/// The column that remembers when the public saw a change, if it sees this one.
pub(crate) fn public_change(is_seen: bool, now: Timestamp) -> ActiveValue<Option<i64>> {
    if is_seen { Set(Some(now.millis())) } else { ActiveValue::NotSet }
}

/// The columns that hold what was written and what was rendered from it.
pub(crate) fn text_columns(form: &PostForm, text: &RenderedPost) -> Result<post::ActiveModel> {
    Ok(post::ActiveModel {
        title: Set(form.title.clone()),
        standfirst: Set(form.standfirst.clone()),
        body: Set(form.body.clone()),
        html: Set(text.html.as_str().to_owned()),
        contents: Set(serde_json::to_string(&text.contents).context("headings as JSON")?),
        words: Set(i32::try_from(text.words).unwrap_or(i32::MAX)),
        excerpt: Set(text.excerpt.clone()),
        cover: Set(form.cover.as_ref().map(|cover| cover.as_str().to_owned())),
        ..Default::default()
    })
}

/// A slug from a column that only slugs are written to.
pub(crate) fn slug(raw: String) -> Result<Slug> {
    Slug::try_from(raw).map_err(|error| Error::Internal(anyhow::anyhow!("a stored slug is none: {error}")))
}

/// Headings from the column `contents`.
pub(super) fn headings(json: &str) -> Result<Vec<Heading>> {
    Ok(serde_json::from_str(json).context("the stored headings cannot be read")?)
}

pub(super) fn saved(post: post::Model) -> Result<Saved> {
    let status = Standing::from(&post).status()?;
    Ok(Saved { id: PostId(post.id), slug: slug(post.slug)?, version: post.version, status })
}
