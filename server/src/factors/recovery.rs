use anyhow::Context;
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Problem, accounts::Actor, audit::Event, factors::RecoveryCode, id::MemberId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
};

use super::{has_one, letters, member::hold};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::recovery_code,
    http::Visit,
    mail,
};

/// How many codes there are at first.
const CODES: usize = 10;

/// Where fresh codes wait in the session to be shown.
const KEY: &str = "fresh recovery codes";

/// What became of recovery codes when a factor was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// There are new ones, to be shown now: it was the first factor.
    Fresh,
    /// They are as they were.
    AsBefore,
}

/// Makes ten new codes in place of the old ones; [`take_fresh_codes`] shows them once.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::IllegalMove`] for a member without a second factor.
pub async fn make_codes(app: &AppState, visit: &Visit, actor: &Actor) -> Result<()> {
    actor.require_proof(app.clock.now())?;
    let txn = app.db.begin().await?;
    let member = hold(&txn, actor.id).await?;
    if !has_one(&txn, actor.id).await? {
        return Err(Problem::IllegalMove.into());
    }
    let codes = Some(replace(&txn, app, actor.id).await?);
    mail::send(&txn, app, &letters::codes_made(app, visit, &member)).await?;
    record_if_fresh(&txn, app, visit, actor.id, &codes).await?;
    txn.commit().await?;
    keep_if_fresh(app, visit, actor.id, codes).await.map(|_| ())
}

/// Puts ten new codes in place of the old ones.
pub(super) async fn replace(txn: &DatabaseTransaction, app: &AppState, member: MemberId) -> Result<Vec<RecoveryCode>> {
    forget_all(txn, member).await?;
    let codes: Vec<_> = (0..CODES).map(|_| RecoveryCode::from_bytes(app.ids.secret())).collect();
    let rows = codes.iter().map(|code| recovery_code::ActiveModel {
        id: Set(app.ids.uuid()),
        member_id: Set(member.0),
        code_hash: Set(digest(app, member, code)),
        made_at: Set(app.clock.now().millis()),
        used_at: Set(None),
    });
    recovery_code::Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(codes)
}

/// Records that codes were made, if they were. Apart from making them, because the record comes last in a transaction.
pub(super) async fn record_if_fresh(
    txn: &DatabaseTransaction,
    app: &AppState,
    visit: &Visit,
    member: MemberId,
    codes: &Option<Vec<RecoveryCode>>,
) -> Result<()> {
    if codes.is_none() {
        return Ok(());
    }
    audit::record(txn, app, Entry::own(Event::RecoveryCodesMade, member).from(&visit.client)).await
}

/// Keeps codes that were just made in the session, sealed, until the next page shows them.
pub(super) async fn keep_if_fresh(
    app: &AppState,
    visit: &Visit,
    member: MemberId,
    codes: Option<Vec<RecoveryCode>>,
) -> Result<Codes> {
    let Some(codes) = codes else { return Ok(Codes::AsBefore) };
    let codes: Vec<String> = codes.iter().map(RecoveryCode::grouped).collect();
    let sealed = app.vault.seal(&app.ids, &context(member), codes.join("\n").as_bytes())?;
    visit.session.insert(KEY, STANDARD.encode(sealed)).await?;
    Ok(Codes::Fresh)
}

/// The codes that were just made, in groups, this one time; nothing if they were shown already. A prefetch, which nobody
/// looks at, leaves them.
///
/// # Errors
/// If the session cannot be read.
pub async fn take_fresh_codes(app: &AppState, visit: &Visit, actor: &Actor) -> Result<Vec<String>> {
    actor.require_own_hands()?;
    if visit.prefetch {
        return Ok(Vec::new());
    }
    let Some(sealed) = visit.session.get::<String>(KEY).await? else { return Ok(Vec::new()) };
    visit.session.remove_value(KEY).await?;
    let sealed = STANDARD.decode(sealed).context("fresh recovery codes in a session")?;
    let codes = app.vault.open(&context(actor.id), &sealed)?;
    Ok(String::from_utf8_lossy(&codes).lines().map(str::to_owned).collect())
}

/// Uses a code up. `false` if there is no such code, or if somebody was quicker.
pub(super) async fn redeem(app: &AppState, visit: &Visit, member: MemberId, code: &RecoveryCode) -> Result<bool> {
    let txn = app.db.begin().await?;
    let owner = hold(&txn, member).await?;
    let used = recovery_code::Entity::update_many()
        .set(recovery_code::ActiveModel { used_at: Set(Some(app.clock.now().millis())), ..Default::default() })
        .filter(recovery_code::Column::MemberId.eq(member.0))
        .filter(recovery_code::Column::CodeHash.eq(digest(app, member, code)))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(&txn)
        .await?;
    if used.rows_affected == 0 {
        return Ok(false);
    }
    let left = left(&txn, member).await?;
    mail::send(&txn, app, &letters::code_used(app, visit, &owner, left)).await?;
    let entry = Entry::own(Event::RecoveryCodeUsed, member).from(&visit.client).with("left", left);
    audit::record(&txn, app, entry).await?;
    txn.commit().await?;
    Ok(true)
}

/// How many codes are left.
pub(super) async fn left(db: &impl ConnectionTrait, member: MemberId) -> Result<u64> {
    let unused = recovery_code::Entity::find()
        .filter(recovery_code::Column::MemberId.eq(member.0))
        .filter(recovery_code::Column::UsedAt.is_null());
    Ok(unused.count(db).await?)
}

/// Deletes every code of a member.
pub(super) async fn forget_all(db: &impl ConnectionTrait, member: MemberId) -> Result<()> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::MemberId.eq(member.0)).exec(db).await?;
    Ok(())
}

fn digest(app: &AppState, member: MemberId, code: &RecoveryCode) -> String {
    app.vault.digest(&format!("recovery:{member}"), code.expose())
}

fn context(member: MemberId) -> String {
    format!("recovery_codes:{member}")
}
