use domain::{accounts::Actor, id::PostId, posts::Move};

use super::{Saved, moves};
use crate::{AppState, Result};

/// Shows a draft to everyone. One that was published before keeps its first date.
///
/// # Errors
/// [`Problem::NotFound`](domain::Problem::NotFound) unless this member may edit the post;
/// [`Problem::IllegalMove`](domain::Problem::IllegalMove) unless it is a draft.
pub async fn publish(app: &AppState, actor: &Actor, id: PostId) -> Result<Saved> {
    moves::make(app, actor, id, Move::Publish).await
}
