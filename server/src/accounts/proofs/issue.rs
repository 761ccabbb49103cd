use anyhow::anyhow;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    accounts::{EmailAddress, TypedCode},
    id::MemberId,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::Purpose;
use crate::{AppState, Result, entities::proof};

/// The two halves of a proof, for its letter alone; only their digests are kept.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "what it holds is not to be printed")]
pub struct Issued {
    /// For the link: 32 random bytes in base64url.
    pub token: String,
    /// To type, such as `KXQT-RZMW`.
    pub code: String,
    /// Names this very proof and opens nothing; see [`Checked::digest`](super::Checked).
    pub digest: String,
}

/// Makes a proof of `purpose` for the mailbox `email`. It takes the place of an older one.
///
/// For an address that nobody has, `member` is nothing: the same is done, and no letter is to be sent. Redeeming such a
/// proof leads nowhere, for nobody knows its halves.
///
/// # Errors
/// If the row cannot be written.
pub async fn issue(
    db: &impl ConnectionTrait,
    app: &AppState,
    purpose: Purpose,
    member: Option<MemberId>,
    email: &EmailAddress,
) -> Result<Issued> {
    let secret = app.ids.secret::<32>();
    let code = TypedCode::from_random(&app.ids.secret::<64>()).ok_or_else(|| anyhow!("too little randomness"))?;
    let (slot, now) = (purpose.slot(member, &email.folded()), app.clock.now());
    let issued = Issued {
        token: URL_SAFE_NO_PAD.encode(secret),
        code: code.dashed(),
        digest: blake3::hash(&secret).to_hex().to_string(),
    };
    let row = proof::ActiveModel {
        code_digest: Set(app.vault.digest(&slot, code.expose())),
        slot: Set(slot),
        purpose: Set(purpose.as_str().to_owned()),
        member_id: Set(member.map(|member| member.0)),
        email: Set(email.as_str().to_owned()),
        email_folded: Set(email.folded()),
        token_hash: Set(issued.digest.clone()),
        tries: Set(0),
        created_at: Set(now.millis()),
        expires_at: Set(now.plus_seconds(purpose.lifetime()).millis()),
    };
    let newer = [
        proof::Column::MemberId,
        proof::Column::Email,
        proof::Column::EmailFolded,
        proof::Column::TokenHash,
        proof::Column::CodeDigest,
        proof::Column::Tries,
        proof::Column::CreatedAt,
        proof::Column::ExpiresAt,
    ];
    proof::Entity::insert(row)
        .on_conflict(OnConflict::column(proof::Column::Slot).update_columns(newer).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(issued)
}
