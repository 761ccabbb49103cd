use domain::Timestamp;
use sea_orm::{
    EntityTrait, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use crate::{AppState, Result, entities::post};

/// When the public last saw a change: a post that was shown, changed while it was shown, or withdrawn. Nothing of what is
/// not public moves it.
///
/// # Errors
/// If the database does not answer.
pub async fn last_public_change(app: &AppState) -> Result<Option<Timestamp>> {
    let last: Option<Option<i64>> = post::Entity::find()
        .select_only()
        .expr(Expr::col((post::Entity, post::Column::PublicChangeAt)).max())
        .into_tuple()
        .one(app.db.read())
        .await?;
    Ok(last.flatten().map(Timestamp::from_millis))
}
