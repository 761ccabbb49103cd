use anyhow::anyhow;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    Problem, Timestamp,
    accounts::{EmailAddress, TypedCode},
    audit::Event,
    id::MemberId,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, UpdateMany, sea_query::Expr};

use super::Purpose;
use crate::{
    AppState, Error, Result,
    audit::{self, Entry},
    entities::proof,
    http::Visit,
};

/// How many wrong codes may be tried before only the link works: guessing one of 20⁸ takes more.
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
        email: &'a EmailAddress,
        /// What was typed.
        code: &'a TypedCode,
    },
    /// The code of a letter of which a member has one at a time: for the address that they wish for, or to show that
    /// it is them.
    OwnCode {
        /// Whose letter.
        member: MemberId,
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
    pub email: EmailAddress,
    /// Names this very proof, as [`Issued::digest`](super::Issued) did.
    pub digest: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    pub(super) slot: String,
}

/// Looks at what was presented, without using it up. A wrong code counts and is on record, whatever happens afterwards:
/// call this before a transaction begins.
///
/// # Errors
/// [`Problem::LinkExpired`] for a link, the field error `code`/`wrong` for a code: alike for what is wrong, used, too old,
/// tried too often, or never was.
pub async fn check(app: &AppState, visit: &Visit, purpose: Purpose, presented: Presented<'_>) -> Result<Checked> {
    forget_expired(app).await;
    let (slot, code, member) = match presented {
        Presented::Link(token) => return by_link(app, purpose, token).await,
        Presented::Code { email, code } => (purpose.slot(None, &email.folded()), code, None),
        Presented::OwnCode { member, code } => (purpose.slot(Some(member), ""), code, Some(member)),
    };
    let proof = proof::Entity::find_by_id(&slot).one(app.db.read()).await?;
    let whose = member.or(proof.as_ref().and_then(|proof| proof.member_id).map(MemberId));
    match proof {
        Some(proof) if is_right(app, &proof, code).await? => proof.try_into(),
        _ => Err(refuse_code(app, visit, purpose, whose).await),
    }
}

/// Writes down that a code was not right, and answers with what may be told of it: the same, whether there was a letter
/// or not.
pub(in crate::accounts) async fn refuse_code(
    app: &AppState,
    visit: &Visit,
    purpose: Purpose,
    whose: Option<MemberId>,
) -> Error {
    let entry = Entry::new(Event::CodeRefused).from(&visit.client).with("purpose", purpose.as_str());
    let entry = whose.into_iter().fold(entry, Entry::about);
    match audit::record_alone(app, entry).await {
        Ok(()) => Problem::Invalid { fields: domain::FieldErrors::one("code", TypedCode::wrong()) }.into(),
        Err(error) => error,
    }
}

/// The mailbox that a link was sent to, for the page with its button. Uses nothing up.
///
/// # Errors
/// [`Problem::LinkExpired`] if it is good for none of the purposes.
pub async fn mailbox_of(app: &AppState, purposes: &[Purpose], token: &str) -> Result<EmailAddress> {
    Ok(look(app, purposes, token).await?.1.email)
}

/// What a link is good for, and the proof behind it. Uses nothing up.
///
/// # Errors
/// [`Problem::LinkExpired`] if it is good for none of the purposes.
pub(crate) async fn look(app: &AppState, purposes: &[Purpose], token: &str) -> Result<(Purpose, Checked)> {
    for purpose in purposes {
        match by_link(app, *purpose, token).await {
            Err(Error::Problem(Problem::LinkExpired)) => {}
            proof => return Ok((*purpose, proof?)),
        }
    }
    Err(Problem::LinkExpired.into())
}

async fn by_link(app: &AppState, purpose: Purpose, token: &str) -> Result<Checked> {
    let secret = URL_SAFE_NO_PAD.decode(token).map_err(|_| Problem::LinkExpired)?;
    let proof = proof::Entity::find()
        .filter(proof::Column::TokenHash.eq(blake3::hash(&secret).to_hex().as_str()))
        .filter(proof::Column::Purpose.eq(purpose.as_str()))
        .filter(proof::Column::ExpiresAt.gt(app.clock.now().millis()))
        .one(app.db.read())
        .await?;
    proof.ok_or(Problem::LinkExpired)?.try_into()
}

/// Whether this is the code of a letter that may still be tried.
async fn is_right(app: &AppState, proof: &proof::Model, code: &TypedCode) -> Result<bool> {
    // The try is counted before the code is compared, on the row that it is compared with: of any number at the same
    // moment, only as many get to compare as there are tries left.
    let counted = this_one(proof)
        .col_expr(proof::Column::Tries, Expr::col(proof::Column::Tries).add(1))
        .filter(proof::Column::Tries.lt(TRIES))
        .filter(proof::Column::ExpiresAt.gt(app.clock.now().millis()))
        .exec(app.db.write())
        .await?;
    if counted.rows_affected == 0 || app.vault.digest(&proof.slot, code.expose()) != proof.code_digest {
        return Ok(false);
    }
    // Given back, so that the right code is not used up by a new password that is refused.
    this_one(proof).col_expr(proof::Column::Tries, Expr::col(proof::Column::Tries).sub(1)).exec(app.db.write()).await?;
    Ok(true)
}

fn this_one(proof: &proof::Model) -> UpdateMany<proof::Entity> {
    proof::Entity::update_many()
        .filter(proof::Column::Slot.eq(&proof.slot))
        .filter(proof::Column::TokenHash.eq(&proof.token_hash))
}

impl TryFrom<proof::Model> for Checked {
    type Error = Error;

    fn try_from(proof: proof::Model) -> Result<Self> {
        let email = EmailAddress::parse(&proof.email);
        Ok(Self {
            member: proof.member_id.map(MemberId),
            email: email.map_err(|error| anyhow!("a proof for what is no address: {}", error.code))?,
            digest: proof.token_hash,
            created_at: Timestamp::from_millis(proof.created_at),
            slot: proof.slot,
        })
    }
}

async fn forget_expired(app: &AppState) {
    let expired = proof::Column::ExpiresAt.lte(app.clock.now().millis());
    if let Err(error) = proof::Entity::delete_many().filter(expired).exec(app.db.write()).await {
        // Nobody's letter should fail because of somebody else's old one.
        tracing::warn!(error = %error, "Could not delete expired proofs");
    }
}
