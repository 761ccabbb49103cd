use domain::{Problem, Timestamp, posts::Publication};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::row::{Standing, status};
use crate::{Result, entities::post};

/// The posts that everybody may read. Whatever the public sees begins here.
pub(crate) fn published_posts() -> Select<post::Entity> {
    post::Entity::find().filter(post::Column::Status.eq(status::PUBLISHED))
}

/// The proof that a row of [`published_posts`] is one; a row of any other query may have none.
pub(super) fn publication(status: &str, published_at: Option<i64>) -> Result<Publication> {
    let standing = Standing { status, was_published: false, published_at, deleted_at: None };
    Ok(standing.status()?.publication().ok_or(Problem::NotFound)?)
}

/// When a published post changed last, for its readers: what was written before it appeared was no change to them.
pub(super) fn changed_at(published_at: i64, updated_at: i64) -> Timestamp {
    Timestamp::from_millis(Ord::max(published_at, updated_at))
}
