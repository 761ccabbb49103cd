use domain::{accounts::Actor, id::PostId, posts::Move};

use super::{Saved, moves};
use crate::{AppState, Result};

/// Takes a published post back to a draft.
///
/// # Errors
/// [`Problem::NotFound`](domain::Problem::NotFound) unless this member may edit the post;
/// [`Problem::IllegalMove`](domain::Problem::IllegalMove) unless it is published.
pub async fn unpublish(app: &AppState, actor: &Actor, id: PostId) -> Result<Saved> {
    moves::make(app, actor, id, Move::Unpublish).await
}
