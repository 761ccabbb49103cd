use domain::accounts::Actor;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::records::moment;
use crate::{
    AppState, Result,
    entities::{identity, passkey, personal_token, session, token_family},
};

/// Where a member is signed in, and by which ways they can. No secret is in it.
pub(super) async fn all(app: &AppState, actor: &Actor) -> Result<Value> {
    Ok(json!({
        "sessions": sessions(app, actor).await?,
        "passkeys": passkeys(app, actor).await?,
        "accounts_elsewhere": identities(app, actor).await?,
        "personal_tokens": personal_tokens(app, actor).await?,
        "programs": programs(app, actor).await?,
    }))
}

async fn sessions(app: &AppState, actor: &Actor) -> Result<Value> {
    let sessions = session::Entity::find()
        .filter(session::Column::MemberId.eq(actor.id.0))
        .filter(session::Column::ExpiresAt.gt(app.clock.now().millis()))
        .order_by_asc(session::Column::CreatedAt)
        .all(app.db.read())
        .await?;
    let shown = |session: session::Model| {
        json!({
            "began_at": moment(Some(session.created_at)),
            "seen_at": moment(Some(session.seen_at)),
            "expires_at": moment(Some(session.expires_at)),
            "address": session.address,
            "browser": session.agent,
            "signed_in_by": session.level,
            "is_remembered": session.is_remembered,
        })
    };
    Ok(sessions.into_iter().map(shown).collect())
}

async fn passkeys(app: &AppState, actor: &Actor) -> Result<Value> {
    let passkeys = passkey::Entity::find().filter(passkey::Column::MemberId.eq(actor.id.0));
    let shown = |passkey: passkey::Model| {
        json!({
            "name": passkey.name,
            "added_at": moment(Some(passkey.added_at)),
            "used_at": moment(passkey.used_at),
        })
    };
    Ok(passkeys.all(app.db.read()).await?.into_iter().map(shown).collect())
}

async fn identities(app: &AppState, actor: &Actor) -> Result<Value> {
    let identities = identity::Entity::find().filter(identity::Column::MemberId.eq(actor.id.0));
    let shown = |identity: identity::Model| {
        json!({
            "service": identity.issuer,
            "account": identity.account,
            "linked_at": moment(Some(identity.linked_at)),
            "used_at": moment(Some(identity.used_at)),
        })
    };
    Ok(identities.all(app.db.read()).await?.into_iter().map(shown).collect())
}

async fn personal_tokens(app: &AppState, actor: &Actor) -> Result<Value> {
    let tokens = personal_token::Entity::find().filter(personal_token::Column::MemberId.eq(actor.id.0));
    let shown = |token: personal_token::Model| {
        json!({
            "name": token.name,
            "scopes": token.scopes,
            "made_at": moment(Some(token.created_at)),
            "expires_at": moment(Some(token.expires_at)),
            "used_at": moment(token.used_at),
        })
    };
    Ok(tokens.all(app.db.read()).await?.into_iter().map(shown).collect())
}

async fn programs(app: &AppState, actor: &Actor) -> Result<Value> {
    let programs = token_family::Entity::find().filter(token_family::Column::MemberId.eq(actor.id.0));
    let shown = |program: token_family::Model| {
        json!({
            "program": program.client_id,
            "scopes": program.scopes,
            "signed_in_at": moment(Some(program.created_at)),
            "used_at": moment(Some(program.used_at)),
            "address": program.address,
            "agent": program.agent,
        })
    };
    Ok(programs.all(app.db.read()).await?.into_iter().map(shown).collect())
}
