//! What webhooks are told of comments: where they are, not their words, which may be hidden by the time they are read.

use domain::{Slug, id::CommentId, paths, webhooks::WebhookEvent};
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{AppState, Result, webhooks::Audience};

/// A comment, as far as it is told of.
#[derive(Debug)]
pub(super) struct Told<'a> {
    pub(super) id: CommentId,
    pub(super) parent: Option<Uuid>,
    pub(super) post: Uuid,
    pub(super) slug: &'a Slug,
}

/// Tells of a comment.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn announce(
    txn: &DatabaseTransaction,
    app: &AppState,
    event: WebhookEvent,
    comment: Told<'_>,
) -> Result<()> {
    let audience = Audience::of(txn, event).await?;
    Ok(audience.tell(txn, app, comment.id.0, data(app, &comment)).await?)
}

fn data(app: &AppState, comment: &Told<'_>) -> Value {
    let site = &app.site.url;
    json!({ "comment": {
        "id": comment.id,
        "parent_id": comment.parent,
        "url": format!("{site}{}", paths::comment(comment.slug, comment.id)),
        "post": {
            "id": comment.post,
            "slug": comment.slug,
            "url": format!("{site}{}", paths::post(comment.slug)),
        },
    }})
}
