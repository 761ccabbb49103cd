use anyhow::Context;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Problem, audit::Event, id::MemberId};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AuthenticationResult, CredentialID, DiscoverableAuthentication, Passkey, PublicKeyCredential, WebauthnError,
};

use super::{
    challenge::{self, QUESTION},
    relying_party::relying_party,
    row::{self, refused},
};
use crate::{
    AppState, Error, Result,
    audit::{self, Entry},
    entities::passkey,
    factors::{letters, member::hold},
    http::Visit,
    mail,
};

/// What a browser needs to ask for any passkey of this site: `PublicKeyCredentialRequestOptionsJSON`.
pub(super) async fn options(app: &AppState, visit: &Visit, allowed: &[CredentialID]) -> Result<Value> {
    let (options, state) = relying_party(app)?.start_discoverable_authentication().context("a passkey question")?;
    challenge::keep(app, visit, QUESTION, state).await?;
    let mut options = serde_json::to_value(options.public_key).context("a passkey question")?;
    let allowed = allowed.iter().map(|id| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(id) })).collect();
    options["allowCredentials"] = Value::Array(allowed);
    Ok(options)
}

/// The same, for a passkey of one member.
pub(in crate::factors) async fn options_for(app: &AppState, visit: &Visit, member: MemberId) -> Result<Value> {
    let theirs = row::credentials(&row::of_member(app.db.read(), member).await?)?;
    options(app, visit, &theirs).await
}

/// Whose passkey answered the question of this session; `answer` is an `AuthenticationResponseJSON`, in which the
/// authenticator says that it knew its owner. With `of`, only that member's passkeys will do.
///
/// # Errors
/// Field errors of `passkey`: `required`, `expired`, `unknown`, `refused`.
pub(in crate::factors) async fn verify(
    app: &AppState,
    visit: &Visit,
    answer: &str,
    of: Option<MemberId>,
) -> Result<MemberId> {
    if answer.is_empty() {
        return Err(refused("required", "The browser gave no passkey. Try again, or use another way.").into());
    }
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Problem::Unreadable)?;
    let state: DiscoverableAuthentication = challenge::take(app, visit, QUESTION)
        .await?
        .ok_or_else(|| refused("expired", "That took longer than five minutes. Try again."))?;
    let row = known(app, &answer, of).await?;
    let key = row::key(&row)?;
    match relying_party(app)?.finish_discoverable_authentication_v2(&answer, state, &key) {
        Ok(result) => note_use(app, visit, &row, key, &result).await?,
        Err(WebauthnError::CredentialPossibleCompromise) => return Err(copied(app, visit, &row).await?),
        Err(error) => {
            tracing::info!(error = %error, "A passkey was refused");
            return Err(refused("refused", "This passkey was not accepted. Try again, or use another way.").into());
        }
    }
    Ok(MemberId(row.member_id))
}

/// The passkey that answered. The member that the authenticator names must be the one whom we know it of.
async fn known(app: &AppState, answer: &PublicKeyCredential, of: Option<MemberId>) -> Result<passkey::Model> {
    let row = passkey::Entity::find()
        .filter(passkey::Column::CredentialHash.eq(row::digest(answer.get_credential_id())))
        .one(app.db.read())
        .await?;
    let is_theirs = |row: &passkey::Model| of.is_none_or(|member| member.0 == row.member_id);
    let is_named = |row: &passkey::Model| answer.get_user_unique_id().is_none_or(|id| id == row.member_id.as_bytes());
    let row = row.filter(|row| is_theirs(row) && is_named(row));
    Ok(row.ok_or_else(|| refused("unknown", "This site does not know this passkey. It may have been removed here."))?)
}

/// Writes down that it was used, and how far its counter is. A counter that somebody else moved on at the same moment is
/// one that went back.
async fn note_use(
    app: &AppState,
    visit: &Visit,
    row: &passkey::Model,
    mut key: Passkey,
    result: &AuthenticationResult,
) -> Result<()> {
    key.update_credential(result);
    let counter = i64::from(result.counter());
    let used = passkey::ActiveModel {
        credential: Set(row::text(&key)?),
        counter: Set(counter),
        is_synced: Set(result.backup_state()),
        used_at: Set(Some(app.clock.now().millis())),
        ..Default::default()
    };
    // Zero and zero: an authenticator that does not count.
    let moves_on = Condition::any()
        .add(passkey::Column::Counter.lt(counter))
        .add(Condition::all().add(passkey::Column::Counter.eq(0)).add(passkey::Column::Counter.eq(counter)));
    let txn = app.db.begin().await?;
    let noted = passkey::Entity::update_many()
        .set(used)
        .filter(passkey::Column::Id.eq(row.id))
        .filter(moves_on)
        .exec(&txn)
        .await?;
    if noted.rows_affected == 0 {
        txn.rollback().await?;
        return Err(copied(app, visit, row).await?);
    }
    let entry = Entry::own(Event::Proved, MemberId(row.member_id)).from(&visit.client).with("by", "passkey");
    audit::record(&txn, app, entry).await?;
    Ok(txn.commit().await?)
}

/// A counter that did not move on: there may be a copy of the authenticator. The passkey is refused, and its owner told.
async fn copied(app: &AppState, visit: &Visit, row: &passkey::Model) -> Result<Error> {
    let member = MemberId(row.member_id);
    let txn = app.db.begin().await?;
    let owner = hold(&txn, member).await?;
    mail::send(&txn, app, &letters::passkey_copied(app, visit, &owner, &row.name)).await?;
    let entry = Entry::new(Event::PasskeyRefused).about(member).from(&visit.client).with("name", &*row.name);
    audit::record(&txn, app, entry).await?;
    txn.commit().await?;
    Ok(refused("refused", "This passkey was not accepted, because it may have been copied. Use another way.").into())
}
