use domain::{accounts::Actor, comments::CommentFacts, id::CommentId, webhooks::WebhookEvent};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{Place, announce::announce, load};
use crate::{AppState, Result, entities::comment};

/// Hides a comment from readers; moderators go on seeing its words.
///
/// # Errors
/// [`Problem::Forbidden`](domain::Problem::Forbidden) for members who do not moderate;
/// [`Problem::NotFound`](domain::Problem::NotFound) for one that was deleted.
pub async fn hide(app: &AppState, actor: &Actor, id: CommentId) -> Result<Place> {
    set_hidden(app, actor, id, true).await
}

/// Shows a hidden comment again.
///
/// # Errors
/// As [`hide`].
pub async fn show(app: &AppState, actor: &Actor, id: CommentId) -> Result<Place> {
    set_hidden(app, actor, id, false).await
}

async fn set_hidden(app: &AppState, actor: &Actor, id: CommentId, hidden: bool) -> Result<Place> {
    CommentFacts::may_moderate(actor)?;
    let loaded = load::comment(app.db.read(), actor, id).await?;
    let place = loaded.place()?;
    let column = comment::Column::HiddenAt;
    let txn = app.db.begin().await?;
    let moderated = comment::Entity::update_many()
        .set(comment::ActiveModel {
            hidden_at: Set(hidden.then(|| app.clock.now().millis())),
            hidden_by: Set(hidden.then_some(actor.id.0)),
            ..Default::default()
        })
        .filter(comment::Column::Id.eq(id.0))
        // Whoever hid it first is who hid it.
        .filter(if hidden { column.is_null() } else { column.is_not_null() })
        .exec(&txn)
        .await?;
    if moderated.rows_affected > 0 {
        let event = if hidden { WebhookEvent::CommentHidden } else { WebhookEvent::CommentShown };
        announce(&txn, app, event, loaded.told(&place)).await?;
    }
    txn.commit().await?;
    tracing::info!(comment.id = %id, member.id = %actor.id, hidden, "Moderated a comment");
    Ok(place)
}
