//! The pages of posts. Each one loads, then shows.

mod archive;
mod desk;
mod edit;
mod home;
mod listing;
mod moved;
mod post;
mod preview;

pub(crate) use archive::{archive, year};
pub(crate) use desk::desk;
pub(crate) use edit::{edit, new_post};
pub(crate) use home::home;
pub(crate) use listing::{author, tag};
pub(crate) use moved::moved;
pub(crate) use post::post;
pub(crate) use preview::preview;

use domain::{Problem, Slug, id::PostId, pagination::Cursor};
use serde::Deserialize;

/// Where a list begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ListQuery {
    before: Option<String>,
}

impl ListQuery {
    /// A cursor that is none of ours names no page.
    fn cursor(&self) -> Result<Option<Cursor>, Problem> {
        self.before.as_deref().map(str::parse).transpose().map_err(|_| Problem::NotFound)
    }
}

/// What cannot be a slug names nothing.
fn parse_slug(raw: &str) -> Result<Slug, Problem> {
    Slug::parse(raw).map_err(|_| Problem::NotFound)
}

/// What cannot be an id names nothing.
fn parse_id(raw: &str) -> Result<PostId, Problem> {
    raw.parse().map_err(|_| Problem::NotFound)
}
