use domain::{accounts::Viewer, posts::PostFacts};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Select};

use crate::{
    entities::post,
    posts::{editable::is_by, published_posts},
};

/// The posts that this viewer may see: what is published, and what they may edit.
pub(super) fn visible_to(viewer: &Viewer) -> Select<post::Entity> {
    let Ok(actor) = viewer.actor() else { return published_posts() };
    if (PostFacts { own: false }).may_edit(actor).is_ok() {
        return post::Entity::find();
    }
    if (PostFacts { own: true }).may_edit(actor).is_err() {
        return published_posts();
    }
    let published = post::Column::Status.eq(crate::posts::row::status::PUBLISHED);
    post::Entity::find().filter(Condition::any().add(published).add(is_by(actor)))
}
