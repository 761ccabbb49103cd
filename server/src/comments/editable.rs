use domain::{accounts::Actor, comments::EditableComment, id::CommentId};

use super::load;
use crate::{AppState, Result};

/// One's own comment for its form, while it may be edited.
///
/// # Errors
/// As [`edit`](super::edit).
pub async fn editable(app: &AppState, actor: &Actor, id: CommentId) -> Result<EditableComment> {
    let loaded = load::comment(app.db.read(), actor, id).await?;
    loaded.require_editable(actor, app.clock.now())?;
    Ok(EditableComment { id, post: loaded.place()?.post, post_title: loaded.post.title, body: loaded.comment.body })
}
