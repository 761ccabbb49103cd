use std::str::FromStr;

use domain::{Problem, Slug, accounts::Viewer, id::PostId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{
    Fields, PostRecord,
    list::labelled,
    row::{Row, with_columns},
    visible::visible_to,
};
use crate::{
    AppState, Result,
    entities::{post, post_slug},
};

/// What a path calls a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PostName {
    /// Its id.
    Id(PostId),
    /// A slug that it has or had.
    Slug(Slug),
}

impl FromStr for PostName {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        match Uuid::try_parse(raw) {
            Ok(id) => Ok(Self::Id(PostId(id))),
            Err(_) => Slug::parse(raw).map(Self::Slug).map_err(|_| Problem::NotFound),
        }
    }
}

/// One post that this viewer may see.
///
/// # Errors
/// [`Problem::NotFound`] for one that does not exist, and for one that they may not see.
pub(crate) async fn find(app: &AppState, viewer: &Viewer, name: &PostName, fields: &Fields) -> Result<PostRecord> {
    let posts = match name {
        PostName::Id(id) => visible_to(viewer).filter(post::Column::Id.eq(id.0)),
        PostName::Slug(slug) => {
            let holder = post_slug::Entity::find()
                .select_only()
                .column(post_slug::Column::PostId)
                .filter(post_slug::Column::Slug.eq(slug.as_str()));
            visible_to(viewer).filter(post::Column::Id.in_subquery(holder.into_query()))
        }
    };
    let row = with_columns(posts, fields).into_model::<Row>().one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    Ok(labelled(app, vec![row], fields).await?.pop().ok_or(Problem::NotFound)?)
}
