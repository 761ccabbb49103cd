use domain::{
    Problem,
    accounts::Actor,
    audit::Event,
    id::{FamilyId, MemberId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::grant::Grant;
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::{member, refresh_token, token_family},
    http::{Client, Visit},
    mail,
    tokens::{digest::digest, letters},
};

/// Ends every sign-in of a member's programs, with their access tokens. For whatever ends all sessions, too.
///
/// # Errors
/// If the rows cannot be deleted.
pub async fn end_all(db: &impl ConnectionTrait, member: MemberId) -> Result<()> {
    token_family::Entity::delete_many().filter(token_family::Column::MemberId.eq(member.0)).exec(db).await?;
    Ok(())
}

/// Signs one of one's own programs out.
///
/// # Errors
/// [`Problem::NotFound`] if it is not one's own, or signed out already.
pub async fn end_program(app: &AppState, visit: &Visit, actor: &Actor, id: FamilyId) -> Result<()> {
    actor.require_own_hands()?;
    let own = token_family::Column::MemberId.eq(actor.id.0);
    let family = token_family::Entity::find_by_id(id.0).filter(own).one(app.db.read()).await?;
    let family = family.ok_or(Problem::NotFound)?;
    if end(app, &visit.client, &family).await? { Ok(()) } else { Err(Problem::NotFound.into()) }
}

/// Ends the family that a refresh token belongs to; whether there was one.
pub(in crate::tokens) async fn end_by_token(app: &AppState, client: &Client, token: &str) -> Result<bool> {
    let found = refresh_token::Entity::find_by_id(digest(token))
        .find_also_related(token_family::Entity)
        .one(app.db.read())
        .await?;
    match found {
        Some((_, Some(family))) => end(app, client, &family).await,
        _ => Ok(false),
    }
}

/// Ends the family that an access token came of; whether there was one.
pub(in crate::tokens) async fn end_by_id(app: &AppState, client: &Client, id: FamilyId) -> Result<bool> {
    match token_family::Entity::find_by_id(id.0).one(app.db.read()).await? {
        Some(family) => end(app, client, &family).await,
        None => Ok(false),
    }
}

async fn end(app: &AppState, client: &Client, family: &token_family::Model) -> Result<bool> {
    let txn = app.db.begin().await?;
    let deleted = token_family::Entity::delete_by_id(family.id).exec(&txn).await?;
    if deleted.rows_affected == 0 {
        return Ok(false);
    }
    let entry = Entry::own(Event::TokenRevoked, MemberId(family.member_id)).from(client);
    audit::record(&txn, app, entry.with("client_id", family.client_id.clone())).await?;
    txn.commit().await?;
    Ok(true)
}

/// Ends a family of which a token was used again. However often that happens at once, it is told once.
///
/// # Errors
/// [`Problem::InvalidToken`], always.
pub(super) async fn end_reused(
    app: &AppState,
    client: &Client,
    family: &token_family::Model,
    owner: &member::Model,
) -> Result<Grant> {
    let txn = app.db.begin().await?;
    let deleted = token_family::Entity::delete_by_id(family.id).exec(&txn).await?;
    if deleted.rows_affected == 1 {
        let entry = Entry::new(Event::TokenReused).about(MemberId(owner.id)).from(client);
        mail::send(&txn, app, &letters::reused(app, owner, family, client)).await?;
        audit::record(&txn, app, entry.with("client_id", family.client_id.clone())).await?;
        txn.commit().await?;
        tracing::warn!(member.id = %owner.id, family.id = %family.id, "A refresh token was used again; its family is ended");
    }
    Err(Problem::InvalidToken.into())
}
