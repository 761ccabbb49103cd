use domain::{accounts::Actor, id::PostId, posts::Move};

use super::{Saved, moves};
use crate::{AppState, Result};

/// Puts a post into the bin, from which it can be restored.
///
/// # Errors
/// [`Problem::NotFound`](domain::Problem::NotFound) unless this member may edit the post;
/// [`Problem::IllegalMove`](domain::Problem::IllegalMove) if it is there already.
pub async fn delete(app: &AppState, actor: &Actor, id: PostId) -> Result<Saved> {
    moves::make(app, actor, id, Move::Delete).await
}
