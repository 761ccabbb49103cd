use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Problem, accounts::TypedCode, id::MemberId};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

use super::Purpose;
use crate::{AppState, Result, entities::proof};

/// How many codes may be tried before only the link works: guessing one of 20⁸ takes more.
const TRIES: i32 = 5;

/// What somebody holds out as a proof.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "what it holds is not to be printed")]
pub enum Presented<'a> {
    /// The secret of a link.
    Link(&'a str),
    /// A typed code, and the mailbox that it was sent to.
    Code {
        /// The address.
        email: &'a str,
        /// What was typed.
        code: &'a TypedCode,
    },
    /// A code for one of the purposes where several members may have letters at the same address.
    OwnCode {
        /// Whose letter.
        member: MemberId,
        /// The address.
        email: &'a str,
        /// What was typed.
        code: &'a TypedCode,
    },
}

/// A proof that was right when it was looked at, and is not used up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whose account it is about.
    pub member: Option<MemberId>,
    /// The mailbox, as typed.
    pub email: String,
    /// Names this very proof, as [`Issued::digest`](super::Issued) did.
    pub digest: String,
    pub(super) slot: String,
}

/// Looks at what was presented, without using it up. A wrong code counts, whatever happens afterwards: call this before
/// a transaction begins.
///
/// # Errors
/// [`Problem::LinkExpired`] for a link, the field error `code`/`wrong` for a code: alike for what is wrong, used, too old,
/// tried too often, or never was.
pub async fn check(app: &AppState, purpose: Purpose, presented: Presented<'_>) -> Result<Checked> {
    forget_expired(app).await;
    match presented {
        Presented::Link(token) => by_link(app, purpose, token).await,
        Presented::Code { email, code } => by_code(app, purpose.slot(None, email), code).await,
        Presented::OwnCode { member, email, code } => by_code(app, purpose.slot(Some(member), email), code).await,
    }
}

async fn by_link(app: &AppState, purpose: Purpose, token: &str) -> Result<Checked> {
    let secret = URL_SAFE_NO_PAD.decode(token).map_err(|_| Problem::LinkExpired)?;
    let proof = proof::Entity::find()
        .filter(proof::Column::TokenHash.eq(blake3::hash(&secret).to_hex().as_str()))
        .filter(proof::Column::Purpose.eq(purpose.as_str()))
        .filter(proof::Column::ExpiresAt.gt(app.clock.now().millis()))
        .one(app.db.read())
        .await?;
    Ok(Checked::from(proof.ok_or(Problem::LinkExpired)?))
}

async fn by_code(app: &AppState, slot: String, code: &TypedCode) -> Result<Checked> {
    let wrong = || Problem::Invalid { fields: domain::FieldErrors::one("code", TypedCode::wrong()) };
    let proof = proof::Entity::find_by_id(&slot).one(app.db.read()).await?.ok_or_else(wrong)?;
    // The try is counted before the code is compared, on the row that it is compared with: of any number at the same
    // moment, only as many get to compare as there are tries left.
    let counted = proof::Entity::update_many()
        .col_expr(proof::Column::Tries, Expr::col(proof::Column::Tries).add(1))
        .filter(proof::Column::Slot.eq(&slot))
        .filter(proof::Column::TokenHash.eq(&proof.token_hash))
        .filter(proof::Column::Tries.lt(TRIES))
        .filter(proof::Column::ExpiresAt.gt(app.clock.now().millis()))
        .exec(app.db.write())
        .await?;
    let is_right = app.vault.digest(&slot, code.expose()) == proof.code_digest;
    if counted.rows_affected == 1 && is_right { Ok(proof.into()) } else { Err(wrong().into()) }
}

impl From<proof::Model> for Checked {
    fn from(proof: proof::Model) -> Self {
        Self { member: proof.member_id.map(MemberId), email: proof.email, digest: proof.token_hash, slot: proof.slot }
    }
}

async fn forget_expired(app: &AppState) {
    let expired = proof::Column::ExpiresAt.lte(app.clock.now().millis());
    if let Err(error) = proof::Entity::delete_many().filter(expired).exec(app.db.write()).await {
        // Nobody's letter should fail because of somebody else's old one.
        tracing::warn!(error = %error, "Could not delete expired proofs");
    }
}
