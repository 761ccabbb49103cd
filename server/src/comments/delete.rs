use domain::{accounts::Actor, id::CommentId, webhooks::WebhookEvent};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{Place, announce::announce, load};
use crate::{AppState, Result, entities::comment};

/// Takes a comment away: its words are shown to nobody any more, its answers keep their place.
///
/// # Errors
/// [`Problem::Forbidden`](domain::Problem::Forbidden) for anybody else's, unless this member moderates;
/// [`Problem::NotFound`](domain::Problem::NotFound) for one that is not to be seen.
pub async fn delete(app: &AppState, actor: &Actor, id: CommentId) -> Result<Place> {
    let loaded = load::comment(app.db.read(), actor, id).await?;
    loaded.facts(actor).may_delete(actor)?;
    let place = loaded.place()?;
    let txn = app.db.begin().await?;
    let deleted = comment::Entity::update_many()
        .set(comment::ActiveModel { deleted_at: Set(Some(app.clock.now().millis())), ..Default::default() })
        .filter(comment::Column::Id.eq(id.0))
        .filter(comment::Column::DeletedAt.is_null())
        .exec(&txn)
        .await?;
    if deleted.rows_affected > 0 {
        announce(&txn, app, WebhookEvent::CommentDeleted, loaded.told(&place)).await?;
    }
    txn.commit().await?;
    tracing::info!(comment.id = %id, member.id = %actor.id, "Deleted a comment");
    Ok(place)
}
