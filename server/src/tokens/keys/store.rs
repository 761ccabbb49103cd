use domain::{Timestamp, audit::Event};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::key::{SigningKey, jwk};
use crate::{
    AppState, Result,
    audit::{self, Entry},
    config::TokensConfig,
    database,
    entities::signing_key::{ActiveModel, Column, Entity, Model},
};

/// A key as operators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyView {
    /// Its thumbprint, which tokens call it by.
    pub kid: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it signed for the last time; nothing for the one that signs.
    pub retired_at: Option<Timestamp>,
}

/// The key that signs, read afresh: tokens are made rarely, and a rotation must count at once. Made here if there is
/// none.
pub(in crate::tokens) async fn current(app: &AppState) -> Result<SigningKey> {
    database::retrying(|| Box::pin(current_or_first(app))).await
}

async fn current_or_first(app: &AppState) -> Result<SigningKey> {
    if let Some(row) = Entity::find().filter(Column::Signs.eq(1)).one(app.db.read()).await? {
        return SigningKey::open(app, &row);
    }
    let key = SigningKey::generate(app)?;
    // Of several processes that come here at once one gets its key in; the others come back and find it.
    insert(app.db.write(), app, &key).await?;
    tracing::info!(kid = key.kid, "Made the first key that signs access tokens");
    Ok(key)
}

/// Makes a new key, which signs from now on. Tokens of the old one stay good until they expire, unless it is
/// `distrusted` because somebody else may have it: then they end at once.
///
/// # Errors
/// If the database does not answer.
pub async fn rotate(app: &AppState, distrusted: bool) -> Result<KeyView> {
    let view = database::retrying(|| Box::pin(rotate_once(app, distrusted))).await?;
    app.key_ring.forget().await;
    tracing::info!(kid = view.kid, distrusted, "Rotated the key that signs access tokens");
    Ok(view)
}

async fn rotate_once(app: &AppState, distrusted: bool) -> Result<KeyView> {
    let (key, now) = (SigningKey::generate(app)?, app.clock.now());
    let txn = app.db.begin().await?;
    let retired = ActiveModel {
        signs: Set(None),
        private_key: Set(None),
        retired_at: Set(Some(now.millis())),
        ..Default::default()
    };
    Entity::update_many().set(retired).filter(Column::Signs.eq(1)).exec(&txn).await?;
    let gone = if distrusted { Column::Signs.is_null() } else { Column::RetiredAt.lte(oldest_useful(now)) };
    Entity::delete_many().filter(gone).exec(&txn).await?;
    insert(&txn, app, &key).await?;
    let entry = Entry::new(Event::SigningKeyRotated).with("kid", key.kid.clone()).with("distrusted", distrusted);
    audit::record(&txn, app, entry).await?;
    txn.commit().await?;
    Ok(KeyView { kid: key.kid, created_at: now, retired_at: None })
}

async fn insert(db: &impl ConnectionTrait, app: &AppState, key: &SigningKey) -> Result<()> {
    let row = ActiveModel {
        kid: Set(key.kid.clone()),
        public_key: Set(key.public()),
        private_key: Set(Some(key.seal(app)?)),
        signs: Set(Some(1)),
        created_at: Set(app.clock.now().millis()),
        retired_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Every key, the one that signs first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(app: &AppState) -> Result<Vec<KeyView>> {
    let rows = Entity::find().order_by_desc(Column::CreatedAt).order_by_asc(Column::Kid).all(app.db.read()).await?;
    let mut keys: Vec<KeyView> = rows.into_iter().map(view).collect();
    keys.sort_by_key(|key| key.retired_at.is_some());
    Ok(keys)
}

fn view(row: Model) -> KeyView {
    KeyView {
        kid: row.kid,
        created_at: Timestamp::from_millis(row.created_at),
        retired_at: row.retired_at.map(Timestamp::from_millis),
    }
}

/// The public keys of all tokens that may be about. Makes the first one, so that the set is never empty.
///
/// # Errors
/// If the database does not answer.
pub async fn jwks(app: &AppState) -> Result<JwkSet> {
    let mut rows = useful(app).await?;
    if !rows.iter().any(|row| row.signs.is_some()) {
        current(app).await?;
        rows = useful(app).await?;
    }
    Ok(JwkSet { keys: rows.iter().map(public).collect() })
}

/// The public half of a row.
pub(super) fn public(row: &Model) -> Jwk {
    jwk(&row.public_key, Some(&row.kid))
}

/// The key that signs, and those that are retired but may have signed a token that is still good.
pub(super) async fn useful(app: &AppState) -> Result<Vec<Model>, DbErr> {
    let signs_or_did =
        Condition::any().add(Column::Signs.eq(1)).add(Column::RetiredAt.gt(oldest_useful(app.clock.now())));
    Entity::find().filter(signs_or_did).order_by_asc(Column::Kid).all(app.db.read()).await
}

/// A key retired before this moment signed no token that is still good, however long the setting let one live.
fn oldest_useful(now: Timestamp) -> i64 {
    now.plus_seconds(-TokensConfig::LONGEST_ACCESS_SECONDS).millis()
}
