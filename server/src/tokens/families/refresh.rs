use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Problem, Timestamp, tokens::OpaqueKind};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{
    begin,
    end::end_reused,
    grant::{Grant, grant},
};
use crate::{
    AppState, Result, database,
    entities::{member, refresh_token, token_family},
    http::Client,
    tokens::{digest::digest, keys},
};

/// For how long a token that was rotated is answered with its successor again, in milliseconds. A program that asked
/// several times at once, or did not get the answer, is not a thief.
const GRACE: i64 = 10_000;

/// Trades a refresh token for the next one and a fresh access token.
///
/// Presented again within ten seconds, it is answered with the same successor. Presented after that, somebody has it
/// who should not: its family ends, and the owner gets a letter.
///
/// # Errors
/// [`Problem::InvalidToken`].
pub(in crate::tokens) async fn refresh(app: &AppState, client: &Client, token: &str) -> Result<Grant> {
    if !OpaqueKind::Refresh.recognises(token) {
        return Err(Problem::InvalidToken.into());
    }
    let found = load(app, token).await?;
    if found.token.rotated_at.is_none()
        && let Some(grant) = database::retrying(|| Box::pin(rotate(app, &found, token))).await?
    {
        return Ok(grant);
    }
    // It was rotated: long ago, or by somebody who came at the same moment.
    let found = load(app, token).await?;
    match successor(app, &found.token)? {
        Some((successor, made_at)) => {
            let key = keys::current(app).await?;
            grant(app, &key, &found.family, successor, made_at)
        }
        None => end_reused(app, client, &found.family, &found.member).await,
    }
}

/// A token with its family and their member.
struct Found {
    token: refresh_token::Model,
    family: token_family::Model,
    member: member::Model,
}

/// A token that was given out, of a family that lives, of a member who may come in.
async fn load(app: &AppState, token: &str) -> Result<Found> {
    let now = app.clock.now().millis();
    let found = refresh_token::Entity::find_by_id(digest(token))
        .find_also_related(token_family::Entity)
        .and_also_related(member::Entity)
        .filter(token_family::Column::ExpiresAt.gt(now))
        .filter(token_family::Column::EndsAt.gt(now))
        .filter(member::Column::SuspendedAt.is_null())
        .one(app.db.read())
        .await?;
    match found {
        Some((token, Some(family), Some(member))) => Ok(Found { token, family, member }),
        _ => Err(Problem::InvalidToken.into()),
    }
}

/// Puts a new token into the place of the current one; nothing if somebody else has just done so.
async fn rotate(app: &AppState, found: &Found, token: &str) -> Result<Option<Grant>> {
    let (key, now) = (keys::current(app).await?, app.clock.now());
    let successor = OpaqueKind::Refresh.write(&app.ids.secret::<32>());
    let txn = app.db.begin().await?;
    // The family first, here as wherever it ends: whoever holds its row is alone with its tokens.
    if !prolong(&txn, app, &found.family).await? {
        return Err(Problem::InvalidToken.into());
    }
    let sealed = app.vault.seal(&app.ids, &context(&found.token), successor.as_bytes())?;
    let rotated = refresh_token::ActiveModel {
        is_current: Set(None),
        rotated_at: Set(Some(now.millis())),
        successor: Set(Some(STANDARD.encode(sealed))),
        successor_until: Set(Some(now.millis() + GRACE)),
        ..Default::default()
    };
    let turned = refresh_token::Entity::update_many()
        .set(rotated)
        .filter(refresh_token::Column::TokenHash.eq(digest(token)))
        .filter(refresh_token::Column::IsCurrent.eq(1))
        .exec(&txn)
        .await?;
    if turned.rows_affected == 0 {
        txn.rollback().await?;
        return Ok(None);
    }
    refresh_token::Entity::insert(begin::row(found.family.id, &successor, now)).exec_without_returning(&txn).await?;
    forget_old(&txn, app, found.family.id).await?;
    txn.commit().await?;
    Ok(Some(grant(app, &key, &found.family, successor, now)?))
}

/// Notes that the family is in use; whether it still is one.
async fn prolong(txn: &DatabaseTransaction, app: &AppState, family: &token_family::Model) -> Result<bool> {
    let now = app.clock.now();
    let idle = i64::try_from(app.config.tokens.refresh_idle.as_secs()).unwrap_or(i64::MAX);
    let used = token_family::ActiveModel {
        used_at: Set(now.millis()),
        expires_at: Set(Ord::min(now.plus_seconds(idle).millis(), family.ends_at)),
        ..Default::default()
    };
    let updated =
        token_family::Entity::update_many().set(used).filter(token_family::Column::Id.eq(family.id)).exec(txn).await?;
    Ok(updated.rows_affected == 1)
}

/// Blanks successors that are not given out any more, and deletes tokens that were rotated longer ago than a family may
/// sleep: whoever comes with one of those gets nothing either way.
async fn forget_old(txn: &DatabaseTransaction, app: &AppState, family: Uuid) -> Result<()> {
    let now = app.clock.now();
    let idle = i64::try_from(app.config.tokens.refresh_idle.as_secs()).unwrap_or(i64::MAX);
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::Successor, Expr::value(None::<String>))
        .col_expr(refresh_token::Column::SuccessorUntil, Expr::value(None::<i64>))
        .filter(refresh_token::Column::FamilyId.eq(family))
        .filter(refresh_token::Column::SuccessorUntil.lt(now.millis()))
        .exec(txn)
        .await?;
    refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::FamilyId.eq(family))
        .filter(refresh_token::Column::RotatedAt.lt(now.plus_seconds(-idle).millis()))
        .exec(txn)
        .await?;
    Ok(())
}

/// What took the token's place, while it is given out again, and since when.
fn successor(app: &AppState, row: &refresh_token::Model) -> Result<Option<(String, Timestamp)>> {
    let (Some(sealed), Some(until), Some(made_at)) = (&row.successor, row.successor_until, row.rotated_at) else {
        return Ok(None);
    };
    if app.clock.now().millis() > until {
        return Ok(None);
    }
    let sealed = STANDARD.decode(sealed).map_err(anyhow::Error::from)?;
    let opened = app.vault.open(&context(row), &sealed)?;
    let successor = String::from_utf8(opened).map_err(anyhow::Error::from)?;
    Ok(Some((successor, Timestamp::from_millis(made_at))))
}

/// Where a sealed successor belongs.
fn context(row: &refresh_token::Model) -> String {
    format!("refresh_token:{}", row.token_hash)
}
