use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::row::status;
use crate::entities::post;

/// The posts that everybody may read. Whatever the public sees begins here.
pub(crate) fn published_posts() -> Select<post::Entity> {
    post::Entity::find().filter(post::Column::Status.eq(status::PUBLISHED))
}
