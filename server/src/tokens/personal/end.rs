use domain::{
    Problem,
    accounts::Actor,
    audit::Event,
    id::{MemberId, TokenId},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::personal_token,
    http::{Client, Visit},
    tokens::digest::digest,
};

/// Revokes one of one's own tokens; it is refused from the next request on.
///
/// # Errors
/// [`Problem::NotFound`] if it is not one's own, or gone already.
pub async fn end(app: &AppState, visit: &Visit, actor: &Actor, id: TokenId) -> Result<()> {
    actor.require_own_hands()?;
    let own =
        Condition::all().add(personal_token::Column::Id.eq(id.0)).add(personal_token::Column::MemberId.eq(actor.id.0));
    if end_where(app, &visit.client, own).await? { Ok(()) } else { Err(Problem::NotFound.into()) }
}

/// Revokes the token that somebody holds; whether there was one.
pub(in crate::tokens) async fn end_by_token(app: &AppState, client: &Client, token: &str) -> Result<bool> {
    let this = personal_token::Column::TokenHash.eq(digest(token));
    end_where(app, client, Condition::all().add(this)).await
}

async fn end_where(app: &AppState, client: &Client, which: Condition) -> Result<bool> {
    let txn = app.db.begin().await?;
    let Some(token) = personal_token::Entity::find().filter(which).one(&txn).await? else { return Ok(false) };
    // Of two who revoke it at once one finds it gone.
    if personal_token::Entity::delete_by_id(token.id).exec(&txn).await?.rows_affected == 0 {
        return Ok(false);
    }
    let entry = Entry::own(Event::TokenRevoked, MemberId(token.member_id)).from(client);
    audit::record(&txn, app, entry.with("name", token.name)).await?;
    txn.commit().await?;
    Ok(true)
}

/// Revokes every token of a member; how many there were.
pub(crate) async fn end_all(db: &impl ConnectionTrait, member: MemberId) -> Result<u64> {
    let own = personal_token::Column::MemberId.eq(member.0);
    Ok(personal_token::Entity::delete_many().filter(own).exec(db).await?.rows_affected)
}
