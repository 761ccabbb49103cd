use domain::{
    Problem, Timestamp,
    audit::Event,
    id::MemberId,
    tokens::{OpaqueKind, Scopes},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::grant::{Grant, grant};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    database,
    entities::{member, refresh_token, token_family},
    http::Client,
    mail,
    tokens::{digest::digest, keys, letters},
};

/// How many programs of a member may be signed in at once; the one that was used longest ago makes room.
const MOST: u64 = 50;

/// A program that signs in.
#[derive(Clone, Debug)]
pub(in crate::tokens) struct Program {
    /// What it calls itself.
    pub(in crate::tokens) client_id: String,
    /// What it asked for.
    pub(in crate::tokens) scopes: Scopes,
}

/// Signs a program in for a member who has proved who they are. Of one that they have not signed in before they are
/// told by letter: whoever has their password must not come in unseen through this door.
pub(in crate::tokens) async fn begin(
    app: &AppState,
    client: &Client,
    member: &member::Model,
    program: Program,
) -> Result<Grant> {
    // Before the transaction: the first key is written in one of its own.
    let (key, now) = (keys::current(app).await?, app.clock.now());
    let token = OpaqueKind::Refresh.write(&app.ids.secret::<32>());
    let family = family(app, client, member.id, program);
    database::retrying(|| Box::pin(write(app, client, member, &family, &token))).await?;
    grant(app, &key, &family, token, now)
}

async fn write(
    app: &AppState,
    client: &Client,
    member: &member::Model,
    family: &token_family::Model,
    token: &str,
) -> Result<()> {
    let txn = app.db.begin().await?;
    hold_unchanged(&txn, member).await?;
    make_room(&txn, family.member_id).await?;
    let is_known = is_known(&txn, family).await?;
    token_family::Entity::insert(token_family::ActiveModel::from(family.clone())).exec_without_returning(&txn).await?;
    refresh_token::Entity::insert(row(family.id, token, app.clock.now())).exec_without_returning(&txn).await?;
    if !is_known {
        mail::send(&txn, app, &letters::signed_in(app, member, family, client)).await?;
    }
    let entry = Entry::own(Event::SignedIn, MemberId(member.id)).from(client).with("way", "token");
    audit::record(&txn, app, entry.with("client_id", family.client_id.clone())).await?;
    Ok(txn.commit().await?)
}

/// Locks the row of a member whose password was right a moment ago. Whoever changes it or suspends them at this very
/// moment comes before, and is seen here, or after, and ends this sign-in with all others.
async fn hold_unchanged(txn: &DatabaseTransaction, member: &member::Model) -> Result<()> {
    let held = member::Entity::find_by_id(member.id).lock_exclusive().one(txn).await?;
    let is_same =
        |held: &member::Model| held.suspended_at.is_none() && held.password_changed_at == member.password_changed_at;
    if held.as_ref().is_some_and(is_same) { Ok(()) } else { Err(Problem::WrongCredentials.into()) }
}

/// Whether a program of this name and make is signed in already.
async fn is_known(txn: &DatabaseTransaction, family: &token_family::Model) -> Result<bool> {
    let same = token_family::Entity::find()
        .filter(token_family::Column::MemberId.eq(family.member_id))
        .filter(token_family::Column::ClientId.eq(&*family.client_id))
        .filter(token_family::Column::Agent.eq(&*family.agent));
    Ok(same.count(txn).await? > 0)
}

fn family(app: &AppState, client: &Client, member: Uuid, program: Program) -> token_family::Model {
    let now = app.clock.now();
    let after =
        |span: std::time::Duration| now.plus_seconds(i64::try_from(span.as_secs()).unwrap_or(i64::MAX)).millis();
    let ends_at = after(app.config.tokens.refresh_absolute);
    token_family::Model {
        id: app.ids.uuid(),
        member_id: member,
        client_id: program.client_id,
        scopes: program.scopes.to_string(),
        address: client.address.to_canonical().to_string(),
        agent: client.agent.chars().filter(|c| !c.is_control()).take(255).collect(),
        created_at: now.millis(),
        used_at: now.millis(),
        expires_at: Ord::min(after(app.config.tokens.refresh_idle), ends_at),
        ends_at,
    }
}

/// A token that is good from now on.
pub(super) fn row(family: Uuid, token: &str, now: Timestamp) -> refresh_token::ActiveModel {
    refresh_token::ActiveModel {
        token_hash: Set(digest(token)),
        family_id: Set(family),
        is_current: Set(Some(1)),
        created_at: Set(now.millis()),
        rotated_at: Set(None),
        successor: Set(None),
        successor_until: Set(None),
    }
}

async fn make_room(txn: &DatabaseTransaction, member: Uuid) -> Result<()> {
    let oldest: Vec<Uuid> = token_family::Entity::find()
        .select_only()
        .column(token_family::Column::Id)
        .filter(token_family::Column::MemberId.eq(member))
        .order_by_desc(token_family::Column::UsedAt)
        .order_by_desc(token_family::Column::Id)
        .offset(MOST - 1)
        .limit(MOST)
        .into_tuple()
        .all(txn)
        .await?;
    if !oldest.is_empty() {
        token_family::Entity::delete_many().filter(token_family::Column::Id.is_in(oldest)).exec(txn).await?;
    }
    Ok(())
}
