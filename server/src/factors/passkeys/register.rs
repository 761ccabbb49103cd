use anyhow::Context;
use domain::{
    Problem,
    accounts::Actor,
    audit::Event,
    factors::{PasskeyName, RecoveryCode},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use webauthn_rs::prelude::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

use super::{
    challenge::{self, REGISTRATION},
    relying_party::relying_party,
    row::{self, refused},
};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    database::{OnConstraint, unique},
    entities::{member, passkey},
    factors::{has_one, letters, member::hold, recovery, recovery::Codes, trusted},
    http::Visit,
    mail,
};

/// Passkeys of one member at most; every one is named in the question that a browser is asked.
const MOST: usize = 20;

/// What a browser needs to make a passkey: `PublicKeyCredentialCreationOptionsJSON`.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::AddressUnconfirmed`]; [`Problem::NotFound`] where passkeys are not possible.
pub async fn options_to_register(app: &AppState, visit: &Visit, actor: &Actor) -> Result<Value> {
    actor.require_proof(app.clock.now())?;
    actor.require_confirmed_address()?;
    let member = member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    let known = row::credentials(&row::of_member(app.db.read(), actor.id).await?)?;
    let (options, state) = relying_party(app)?
        .start_passkey_registration(actor.id.0, &member.email, &member.name, Some(known))
        .context("a passkey registration")?;
    challenge::keep(app, visit, REGISTRATION, state).await?;
    let mut options = serde_json::to_value(options.public_key).context("a passkey registration")?;
    // Only a passkey that the authenticator finds by itself signs in without an address typed.
    options["authenticatorSelection"]["residentKey"] = json!("required");
    options["authenticatorSelection"]["requireResidentKey"] = json!(true);
    Ok(options)
}

/// Registers the passkey that a browser made; `answer` is its `RegistrationResponseJSON`.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::AddressUnconfirmed`]; field errors of `passkey`.
pub async fn register_passkey(
    app: &AppState,
    visit: &Visit,
    actor: &Actor,
    name: &PasskeyName,
    answer: &str,
) -> Result<Codes> {
    actor.require_proof(app.clock.now())?;
    actor.require_confirmed_address()?;
    let key = made(app, visit, answer).await?;
    let codes = insert(app, visit, actor, name, &key).await?;
    recovery::keep_if_fresh(app, visit, actor.id, codes).await
}

/// The passkey in an answer, checked against the question.
async fn made(app: &AppState, visit: &Visit, answer: &str) -> Result<Passkey> {
    if answer.is_empty() {
        return Err(refused("required", "The browser made no passkey. Try again.").into());
    }
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Problem::Unreadable)?;
    let state: PasskeyRegistration = challenge::take(app, visit, REGISTRATION).await?.ok_or_else(too_late)?;
    relying_party(app)?.finish_passkey_registration(&answer, &state).map_err(|error| {
        tracing::info!(error = %error, "A new passkey was refused");
        refused("refused", "This passkey does not meet what the site asks of one. Try another device.").into()
    })
}

fn too_late() -> Problem {
    refused("expired", "That took longer than five minutes. Try again.")
}

/// Writes it down; the codes that come with a first factor are returned.
async fn insert(
    app: &AppState,
    visit: &Visit,
    actor: &Actor,
    name: &PasskeyName,
    key: &Passkey,
) -> Result<Option<Vec<RecoveryCode>>> {
    let facts = serde_json::to_value(key).context("a passkey to store")?;
    let row = passkey::ActiveModel {
        id: Set(app.ids.uuid()),
        member_id: Set(actor.id.0),
        credential_hash: Set(row::digest(key.cred_id())),
        credential: Set(row::text(key)?),
        counter: Set(facts["cred"]["counter"].as_i64().unwrap_or_default()),
        is_synced: Set(facts["cred"]["backup_state"].as_bool().unwrap_or_default()),
        name: Set(name.as_str().to_owned()),
        added_at: Set(app.clock.now().millis()),
        used_at: Set(None),
    };
    let txn = app.db.begin().await?;
    let member = hold(&txn, actor.id).await?;
    if row::of_member(&txn, actor.id).await?.len() >= MOST {
        return Err(refused("too_many", "You have twenty passkeys already. Remove one first.").into());
    }
    let is_first = !has_one(&txn, actor.id).await?;
    passkey::Entity::insert(row)
        .exec_without_returning(&txn)
        .await
        .on_constraint(&unique::PASSKEYS, || refused("taken", "This passkey is registered already."))?;
    trusted::forget_all(&txn, actor.id).await?;
    let codes = if is_first { Some(recovery::replace(&txn, app, actor.id).await?) } else { None };
    mail::send(&txn, app, &letters::passkey_added(app, visit, &member, name.as_str())).await?;
    let entry = Entry::own(Event::PasskeyAdded, actor.id).from(&visit.client).with("name", name.as_str());
    audit::record(&txn, app, entry).await?;
    recovery::record_if_fresh(&txn, app, visit, actor.id, &codes).await?;
    txn.commit().await?;
    Ok(codes)
}
