//! What webhooks are told of posts: what everybody may read, and that it is gone.

use domain::{
    Timestamp,
    id::PostId,
    paths,
    posts::{Publication, Status},
    webhooks::WebhookEvent,
};
use sea_orm::{DatabaseTransaction, EntityTrait};
use serde_json::{Value, json};

use super::{labels, lists::summary, row::slug};
use crate::{AppState, Result, entities::post, webhooks::Audience};

/// Tells of a post that went from one status to another, or stayed public and was saved. Of what is public neither before
/// nor after nobody learns.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn announce(
    txn: &DatabaseTransaction,
    app: &AppState,
    id: PostId,
    before: Status,
    after: Status,
) -> Result<()> {
    let event = match (before.publication(), after.publication(), after) {
        (None, None, _) => return Ok(()),
        (None, Some(_), _) => WebhookEvent::PostPublished,
        (Some(_), Some(_), _) => WebhookEvent::PostUpdated,
        (Some(_), None, Status::Deleted { .. }) => WebhookEvent::PostDeleted,
        (Some(_), None, _) => WebhookEvent::PostUnpublished,
    };
    let audience = Audience::of(txn, event).await?;
    if audience.is_empty() {
        return Ok(());
    }
    let Some(post) = post::Entity::find_by_id(id.0).one(txn).await? else { return Ok(()) };
    let data = match after.publication() {
        Some(publication) => public(txn, app, post, publication).await?,
        None => gone(app, post)?,
    };
    Ok(audience.tell(txn, app, id.0, data).await?)
}

async fn public(
    txn: &DatabaseTransaction,
    app: &AppState,
    post: post::Model,
    publication: Publication,
) -> Result<Value> {
    let labels = labels::of(txn, &[post.id]).await?.remove(&post.id).unwrap_or_default();
    let summary = summary(&post.standfirst, &post.excerpt).to_owned();
    let slug = slug(post.slug)?;
    Ok(json!({ "post": {
        "id": post.id,
        "slug": slug,
        "url": format!("{}{}", app.site.url, paths::post(&slug)),
        "title": post.title,
        "summary": summary,
        "authors": labels.authors,
        "tags": labels.tags,
        "published_at": publication.at(),
        "updated_at": Timestamp::from_millis(post.updated_at),
    }}))
}

/// No more than where it was.
fn gone(app: &AppState, post: post::Model) -> Result<Value> {
    let slug = slug(post.slug)?;
    let url = format!("{}{}", app.site.url, paths::post(&slug));
    Ok(json!({ "post": { "id": post.id, "slug": slug, "url": url } }))
}
