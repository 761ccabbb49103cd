use domain::{Problem, Timestamp, accounts::Actor, comments::CommentFacts, id::CommentId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Place, announce::Told};
use crate::{
    Result,
    entities::{comment, post},
    posts::{self, published_posts},
};

/// A comment that is there, on a post that is published.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) comment: comment::Model,
    pub(super) post: post::Model,
}

impl Loaded {
    /// What policies have to know of it.
    pub(super) fn facts(&self, actor: &Actor) -> CommentFacts {
        CommentFacts {
            own: self.comment.member_id == Some(actor.id.0),
            created_at: Timestamp::from_millis(self.comment.created_at),
        }
    }

    /// Goes on if this member may change the words now. Hidden ones stay as the editor who hid them saw them.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub(super) fn require_editable(&self, actor: &Actor, now: Timestamp) -> Result<(), Problem> {
        if self.comment.hidden_at.is_some() {
            return Err(Problem::Forbidden);
        }
        self.facts(actor).may_edit(actor, now)
    }

    /// What webhooks are told of it.
    pub(super) fn told<'a>(&self, place: &'a Place) -> Told<'a> {
        Told { id: place.comment, parent: self.comment.parent_id, post: self.post.id, slug: &place.post }
    }

    pub(super) fn place(&self) -> Result<Place> {
        Ok(Place { post: posts::stored_slug(self.post.slug.clone())?, comment: CommentId(self.comment.id) })
    }
}

/// The only way to load a comment for a change.
///
/// # Errors
/// [`Problem::NotFound`] if it was deleted, or is hidden from this member, or its post is not published.
pub(super) async fn comment(db: &impl ConnectionTrait, actor: &Actor, id: CommentId) -> Result<Loaded> {
    let comment = comment::Entity::find_by_id(id.0)
        .filter(comment::Column::DeletedAt.is_null())
        .one(db)
        .await?
        .ok_or(Problem::NotFound)?;
    let visible = comment.hidden_at.is_none()
        || comment.member_id == Some(actor.id.0)
        || CommentFacts::may_moderate(actor).is_ok();
    if !visible {
        return Err(Problem::NotFound.into());
    }
    let post = published_posts().filter(post::Column::Id.eq(comment.post_id)).one(db).await?;
    Ok(Loaded { comment, post: post.ok_or(Problem::NotFound)? })
}
