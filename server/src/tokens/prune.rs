use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{personal_token, refresh_token, token_family},
};

/// Rows of each kind that one call deletes at most: nobody waits long for it, and calls come more often than rows
/// expire.
const MOST: u64 = 100;

/// How long an expired personal token stays on its owner's list, in seconds, so that they see why a script stopped.
const SHOWN_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Deletes what expired, a little at a time. What cannot be deleted now is the next caller's.
pub(super) async fn prune(app: &AppState) {
    if let Err(error) = delete_expired(app).await {
        tracing::warn!(?error, "Could not delete expired tokens");
    }
}

async fn delete_expired(app: &AppState) -> Result<()> {
    let now = app.clock.now();
    let ended: Vec<Uuid> = token_family::Entity::find()
        .select_only()
        .column(token_family::Column::Id)
        .filter(token_family::Column::ExpiresAt.lte(now.millis()))
        .limit(MOST)
        .into_tuple()
        .all(app.db.read())
        .await?;
    if !ended.is_empty() {
        let ended = token_family::Column::Id.is_in(ended);
        token_family::Entity::delete_many().filter(ended).exec(app.db.write()).await?;
    }
    let forgotten: Vec<Uuid> = personal_token::Entity::find()
        .select_only()
        .column(personal_token::Column::Id)
        .filter(personal_token::Column::ExpiresAt.lte(now.plus_seconds(-SHOWN_SECONDS).millis()))
        .limit(MOST)
        .into_tuple()
        .all(app.db.read())
        .await?;
    if !forgotten.is_empty() {
        let forgotten = personal_token::Column::Id.is_in(forgotten);
        personal_token::Entity::delete_many().filter(forgotten).exec(app.db.write()).await?;
    }
    blank_successors(app).await
}

/// Of families that nobody refreshes any more; the others do it themselves.
async fn blank_successors(app: &AppState) -> Result<()> {
    let over: Vec<String> = refresh_token::Entity::find()
        .select_only()
        .column(refresh_token::Column::TokenHash)
        .filter(refresh_token::Column::SuccessorUntil.lt(app.clock.now().millis()))
        .limit(MOST)
        .into_tuple()
        .all(app.db.read())
        .await?;
    if over.is_empty() {
        return Ok(());
    }
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::Successor, Expr::value(None::<String>))
        .col_expr(refresh_token::Column::SuccessorUntil, Expr::value(None::<i64>))
        .filter(refresh_token::Column::TokenHash.is_in(over))
        .exec(app.db.write())
        .await?;
    Ok(())
}
