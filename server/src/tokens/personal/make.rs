use std::fmt;

use domain::{
    Problem,
    accounts::Actor,
    audit::Event,
    id::TokenId,
    tokens::{OpaqueKind, TokenForm},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};

use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::{member, personal_token},
    http::Visit,
    mail,
    tokens::{digest::digest, letters, prune::prune},
};

/// How many tokens one member may have, expired ones that still show included.
const MOST: u64 = 50;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// A new token. The only moment at which it can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeToken {
    /// Which.
    pub id: TokenId,
    /// The token itself.
    pub token: String,
}

impl fmt::Debug for MadeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MadeToken").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Makes a personal token, and tells its owner by letter.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::NotWhileActing`]; [`Problem::AddressUnconfirmed`]; the field error
/// `name`/`too_many`.
pub async fn make(app: &AppState, visit: &Visit, actor: &Actor, form: TokenForm) -> Result<MadeToken> {
    actor.require_proof(app.clock.now())?;
    actor.require_confirmed_address()?;
    let made = MadeToken { id: TokenId(app.ids.uuid()), token: OpaqueKind::Personal.write(&app.ids.secret::<32>()) };
    let ends = app.clock.now().plus_seconds(i64::from(form.lifetime.days()) * DAY_SECONDS);
    let txn = app.db.begin().await?;
    let owner = owner_with_room(&txn, actor).await?;
    let row = personal_token::ActiveModel {
        id: Set(made.id.0),
        member_id: Set(owner.id),
        token_hash: Set(digest(&made.token)),
        name: Set(form.name.clone()),
        scopes: Set(form.scopes.to_string()),
        created_at: Set(app.clock.now().millis()),
        expires_at: Set(ends.millis()),
        used_at: Set(None),
    };
    personal_token::Entity::insert(row).exec_without_returning(&txn).await?;
    let entry = Entry::own(Event::TokenMade, actor.id).from(&visit.client).with("name", form.name.clone());
    mail::send(&txn, app, &letters::made(app, &owner, &form, &visit.client, ends)).await?;
    audit::record(&txn, app, entry.with("scopes", form.scopes.to_string())).await?;
    txn.commit().await?;
    prune(app).await;
    Ok(made)
}

/// The owner, whose row stays locked, so that tokens that are made at the same moment are all counted.
async fn owner_with_room(txn: &DatabaseTransaction, actor: &Actor) -> Result<member::Model> {
    let owner = member::Entity::find_by_id(actor.id.0).lock_exclusive().one(txn).await?.ok_or(Problem::NotFound)?;
    let own = personal_token::Entity::find().filter(personal_token::Column::MemberId.eq(actor.id.0));
    if own.count(txn).await? >= MOST {
        return Err(
            Problem::field("name", "too_many", "You have 50 tokens already. Revoke one that you do not need.").into()
        );
    }
    Ok(owner)
}
