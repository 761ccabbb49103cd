use domain::{accounts::Actor, id::PostId, posts::Move};

use super::{Saved, moves};
use crate::{AppState, Result};

/// Takes a post out of the bin, as it was.
///
/// # Errors
/// [`Problem::NotFound`](domain::Problem::NotFound) unless this member may edit the post;
/// [`Problem::IllegalMove`](domain::Problem::IllegalMove) unless it is there.
pub async fn restore(app: &AppState, actor: &Actor, id: PostId) -> Result<Saved> {
    moves::make(app, actor, id, Move::Restore).await
}
