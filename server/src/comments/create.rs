use std::time::Duration;

use domain::{
    Problem,
    accounts::Actor,
    comments::{CommentFacts, CommentForm, MOST_ON_POST},
    id::{CommentId, PostId},
    webhooks::WebhookEvent,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{
    Place,
    announce::{Told, announce},
    rendering::render,
};
use crate::{
    AppState, Result,
    config::Limit,
    database::unique,
    entities::{comment, post},
    posts::{published_posts, stored_slug},
    throttle,
};

/// More than anybody types, less than a script would like.
const LIMIT: Limit = Limit { attempts: 20, window: Duration::from_secs(10 * 60) };

/// Comments on a published post, or answers a comment on it, under the id that the form was given.
///
/// The same id again by the same member is the same form sent twice: the first comment is the answer.
///
/// # Errors
/// [`Problem::Forbidden`] for members who may not comment; [`Problem::NotFound`] for a post that is not published;
/// `body`/`full` above [`MOST_ON_POST`]; `body`/`parent_gone` for a comment to answer that is not on it or was taken away; [`Problem::TooManyAttempts`] above 20
/// in ten minutes.
pub async fn create(
    app: &AppState,
    actor: &Actor,
    post: PostId,
    parent: Option<CommentId>,
    id: CommentId,
    form: CommentForm,
) -> Result<Place> {
    CommentFacts::may_create(actor)?;
    let db = app.db.write();
    let slug: Option<String> = published_posts()
        .filter(post::Column::Id.eq(post.0))
        .select_only()
        .column(post::Column::Slug)
        .into_tuple()
        .one(db)
        .await?;
    let place = Place { post: stored_slug(slug.ok_or(Problem::NotFound)?)?, comment: id };
    if is_there(db, actor, post, id).await? {
        return Ok(place);
    }
    if let Some(parent) = parent {
        may_be_answered(db, post, parent).await?;
    }
    has_room(db, post).await?;
    throttle::attempt(app, &format!("comment:member:{}", actor.id), LIMIT).await?;
    let html = render(&form.body).await?;
    let row = comment::Model {
        id: id.0,
        post_id: post.0,
        parent_id: parent.map(|parent| parent.0),
        member_id: Some(actor.id.0),
        body: form.body,
        html: html.into(),
        created_at: app.clock.now().millis(),
        edited_at: None,
        deleted_at: None,
        hidden_at: None,
        hidden_by: None,
    };
    let txn = app.db.begin().await?;
    match comment::Entity::insert(comment::ActiveModel::from(row)).exec_without_returning(&txn).await {
        // The other one of two equal forms arrived first.
        Err(error) if unique::COMMENTS.is_violated_by(&error) => {
            txn.rollback().await?;
            if is_there(db, actor, post, id).await? { Ok(place) } else { Err(Problem::NotFound.into()) }
        }
        inserted => {
            inserted?;
            let told = Told { id, parent: parent.map(|parent| parent.0), post: post.0, slug: &place.post };
            announce(&txn, app, WebhookEvent::CommentCreated, told).await?;
            txn.commit().await?;
            tracing::info!(comment.id = %id, post.id = %post, member.id = %actor.id, "Commented");
            Ok(place)
        }
    }
}

/// Whether this member sent this comment before.
///
/// # Errors
/// [`Problem::NotFound`] if the id is somebody else's, or is on another post.
async fn is_there(db: &impl ConnectionTrait, actor: &Actor, post: PostId, id: CommentId) -> Result<bool> {
    match comment::Entity::find_by_id(id.0).one(db).await? {
        None => Ok(false),
        Some(known) if known.member_id == Some(actor.id.0) && known.post_id == post.0 => Ok(true),
        Some(_) => Err(Problem::NotFound.into()),
    }
}

async fn may_be_answered(db: &impl ConnectionTrait, post: PostId, parent: CommentId) -> Result<()> {
    let parent = comment::Entity::find_by_id(parent.0)
        .filter(comment::Column::PostId.eq(post.0))
        .filter(comment::Column::DeletedAt.is_null())
        .filter(comment::Column::HiddenAt.is_null())
        .one(db)
        .await?;
    parent.map(|_| ()).ok_or_else(|| parent_gone().into())
}

/// A few that arrive at the same moment may still pass; the page shows those, too.
async fn has_room(db: &impl ConnectionTrait, post: PostId) -> Result<()> {
    let comments = comment::Entity::find().filter(comment::Column::PostId.eq(post.0)).count(db).await?;
    if comments < MOST_ON_POST {
        return Ok(());
    }
    let words = format!("This discussion is full: {MOST_ON_POST} comments fit on a post.");
    Err(Problem::field("body", "full", &words).into())
}

/// Told at the field, so that the words are kept.
fn parent_gone() -> Problem {
    let words =
        "The comment that you were answering is gone. Your words are kept; send them as a comment of their own.";
    Problem::field("body", "parent_gone", words)
}
