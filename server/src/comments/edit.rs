use domain::{Problem, accounts::Actor, comments::CommentForm, id::CommentId, webhooks::WebhookEvent};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{Place, announce::announce, load, rendering::render};
use crate::{AppState, Result, entities::comment};

/// Changes the words of one's own comment, within
/// [`EDIT_WINDOW_SECONDS`](domain::comments::EDIT_WINDOW_SECONDS) of writing it.
///
/// # Errors
/// [`Problem::Forbidden`] for anybody else's and when the window has closed; [`Problem::NotFound`] for one that is not
/// to be seen.
pub async fn edit(app: &AppState, actor: &Actor, id: CommentId, form: CommentForm) -> Result<Place> {
    let loaded = load::comment(app.db.read(), actor, id).await?;
    loaded.require_editable(actor, app.clock.now())?;
    if loaded.comment.body == form.body {
        return loaded.place();
    }
    let html = render(&form.body).await?;
    let place = loaded.place()?;
    let txn = app.db.begin().await?;
    let edited = comment::Entity::update_many()
        .set(comment::ActiveModel {
            body: Set(form.body),
            html: Set(html.into()),
            edited_at: Set(Some(app.clock.now().millis())),
            ..Default::default()
        })
        .filter(comment::Column::Id.eq(id.0))
        .filter(comment::Column::DeletedAt.is_null())
        .exec(&txn)
        .await?;
    if edited.rows_affected == 0 {
        return Err(Problem::NotFound.into());
    }
    announce(&txn, app, WebhookEvent::CommentUpdated, loaded.told(&place)).await?;
    txn.commit().await?;
    Ok(place)
}
