use domain::{
    Timestamp,
    accounts::Actor,
    id::TokenId,
    tokens::{Scopes, TokenView},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{AppState, Result, entities::personal_token};

/// One's own tokens, the newest first; expired ones stay for a month.
///
/// # Errors
/// If the database does not answer.
pub async fn list(app: &AppState, actor: &Actor) -> Result<Vec<TokenView>> {
    let tokens = personal_token::Entity::find()
        .filter(personal_token::Column::MemberId.eq(actor.id.0))
        .order_by_desc(personal_token::Column::Id)
        .all(app.db.read())
        .await?;
    let now = app.clock.now();
    Ok(tokens.into_iter().map(|token| view(token, now)).collect())
}

fn view(token: personal_token::Model, now: Timestamp) -> TokenView {
    let expires_at = Timestamp::from_millis(token.expires_at);
    TokenView {
        id: TokenId(token.id),
        name: token.name,
        scopes: Scopes::stored(&token.scopes),
        created_at: Timestamp::from_millis(token.created_at),
        expires_at,
        is_expired: expires_at <= now,
        used_at: token.used_at.map(Timestamp::from_millis),
    }
}
