//! Server-rendered pieces that several pages of posts share.

mod article;
mod byline;
mod cards;
mod contents;
mod editor;
mod neighbours;
mod status;
mod tags;

pub(super) use article::Article;
pub(super) use byline::{Authors, ReadingMinutes};
pub(super) use cards::CardList;
pub(crate) use cards::counted;
pub(super) use editor::{Editor, EditorForm, filled};
pub(super) use neighbours::Neighbours;
pub(super) use status::{PostAction, StatusBadge};
pub(super) use tags::Tags;
