use std::fmt;

use anyhow::anyhow;
use domain::{Problem, accounts::Actor, audit::Event, factors::TotpCode, id::MemberId};
use qrcode::{Color, EcLevel, QrCode};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::OnConflict};
use url::Url;

use super::seed;
use crate::{
    AppState, Result,
    audit::{self, Entry},
    entities::{member, totp_seed},
    factors::{has_one, letters, member::hold, recovery, recovery::Codes, trusted},
    http::Visit,
    mail,
};

/// What an authenticator app needs to be set up, in three forms.
#[derive(Clone)]
pub struct TotpSetUp {
    /// The seed in base 32, in groups of four, to type.
    pub secret: String,
    /// A link that opens an app on the same device.
    pub url: String,
    /// The same link, to photograph.
    pub picture: QrPicture,
}

impl fmt::Debug for TotpSetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSetUp(hidden)")
    }
}

/// A QR code as a drawing. It tells the seed, so it is not printed.
#[derive(Clone)]
pub struct QrPicture {
    /// Width and height in modules, with the quiet zone around.
    pub size: usize,
    /// The dark modules, as the path of an SVG.
    pub path: String,
}

impl fmt::Debug for QrPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QrPicture(hidden)")
    }
}

/// Begins to set up an authenticator app: makes a seed, which counts only after [`confirm_totp`]. Beginning again makes
/// another.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::AddressUnconfirmed`]; [`Problem::IllegalMove`] if an app is set up already.
pub async fn begin_totp(app: &AppState, actor: &Actor) -> Result<()> {
    let now = app.clock.now();
    actor.require_proof(now)?;
    actor.require_confirmed_address()?;
    let seed = app.ids.secret::<{ seed::BYTES }>();
    let row = totp_seed::ActiveModel {
        member_id: Set(actor.id.0),
        sealed_seed: Set(app.vault.seal(&app.ids, &seed::context(actor.id), &seed)?),
        begun_at: Set(now.millis()),
        confirmed_at: Set(None),
        last_step: Set(0),
    };
    let txn = app.db.begin().await?;
    hold(&txn, actor.id).await?;
    if confirmed(&txn, actor.id).await? {
        return Err(Problem::IllegalMove.into());
    }
    totp_seed::Entity::insert(row)
        .on_conflict(
            OnConflict::column(totp_seed::Column::MemberId)
                .update_columns([totp_seed::Column::SealedSeed, totp_seed::Column::BegunAt])
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    Ok(txn.commit().await?)
}

async fn confirmed(txn: &DatabaseTransaction, member: MemberId) -> Result<bool> {
    let row = totp_seed::Entity::find_by_id(member.0).one(txn).await?;
    Ok(row.is_some_and(|row| row.confirmed_at.is_some()))
}

/// What the app needs that is being set up.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::AddressUnconfirmed`]; [`Problem::NotFound`] if none is being set up.
pub async fn set_up(app: &AppState, actor: &Actor) -> Result<TotpSetUp> {
    actor.require_proof(app.clock.now())?;
    actor.require_confirmed_address()?;
    let (row, member) = totp_seed::Entity::find_by_id(actor.id.0)
        .filter(totp_seed::Column::ConfirmedAt.is_null())
        .find_also_related(member::Entity)
        .one(app.db.read())
        .await?
        .ok_or(Problem::NotFound)?;
    let member = member.ok_or(Problem::NotFound)?;
    let secret = seed::open(app, &row)?.secret().to_base32();
    let url = link(&app.site.name, &member.email, &secret)?;
    let groups: Vec<&str> = secret.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    Ok(TotpSetUp { secret: groups.join(" "), picture: picture(&url)?, url })
}

/// The link that authenticator apps understand; issuer and account are what they show.
fn link(issuer: &str, account: &str, secret: &str) -> Result<String> {
    let mut url = Url::parse("otpauth://totp/").map_err(anyhow::Error::from)?;
    // A colon parts issuer and account.
    let issuer = issuer.replace(':', " ");
    url.path_segments_mut().map_err(|()| anyhow!("no path"))?.clear().push(&format!("{issuer}:{account}"));
    url.query_pairs_mut()
        .append_pair("secret", secret)
        .append_pair("issuer", &issuer)
        .append_pair("algorithm", "SHA1")
        .append_pair("digits", "6")
        .append_pair("period", &seed::STEP.to_string());
    // Apps read `+` as a plus.
    Ok(url.as_str().replace('+', "%20"))
}

/// Modules of light around the code, without which cameras do not find it.
const QUIET: usize = 4;

fn picture(text: &str) -> Result<QrPicture> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(anyhow::Error::from)?;
    let width = code.width();
    let dark = code.into_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    let path = dark.map(|(place, _)| format!("M{} {}h1v1h-1z", place % width + QUIET, place / width + QUIET)).collect();
    Ok(QrPicture { size: width + 2 * QUIET, path })
}

/// Turns the app on with its first code. With the first factor come recovery codes, which
/// [`take_fresh_codes`](crate::factors::take_fresh_codes) shows once; devices that were trusted before are not any more.
///
/// # Errors
/// [`Problem::ProofNeeded`]; [`Problem::AddressUnconfirmed`]; the field error `code`/`wrong`; [`Problem::NotFound`] if no
/// app is being set up.
pub async fn confirm_totp(app: &AppState, visit: &Visit, actor: &Actor, code: &TotpCode) -> Result<Codes> {
    let now = app.clock.now();
    actor.require_proof(now)?;
    actor.require_confirmed_address()?;
    let txn = app.db.begin().await?;
    let member = hold(&txn, actor.id).await?;
    let seed = totp_seed::Entity::find_by_id(actor.id.0).filter(totp_seed::Column::ConfirmedAt.is_null());
    let row = seed.one(&txn).await?.ok_or(Problem::NotFound)?;
    let step = seed::open(app, &row)?.check(code.expose(), seed::now(app)).ok_or_else(wrong)?;
    let is_first = !has_one(&txn, actor.id).await?;
    let confirmed = totp_seed::ActiveModel {
        confirmed_at: Set(Some(now.millis())),
        last_step: Set(i64::try_from(step).unwrap_or(i64::MAX)),
        ..Default::default()
    };
    totp_seed::Entity::update_many()
        .set(confirmed)
        .filter(totp_seed::Column::MemberId.eq(actor.id.0))
        .exec(&txn)
        .await?;
    trusted::forget_all(&txn, actor.id).await?;
    let codes = if is_first { Some(recovery::replace(&txn, app, actor.id).await?) } else { None };
    mail::send(&txn, app, &letters::totp_enabled(app, visit, &member)).await?;
    audit::record(&txn, app, Entry::own(Event::TotpEnabled, actor.id).from(&visit.client)).await?;
    recovery::record_if_fresh(&txn, app, visit, actor.id, &codes).await?;
    txn.commit().await?;
    recovery::keep_if_fresh(app, visit, actor.id, codes).await
}

fn wrong() -> Problem {
    Problem::field(
        "code",
        "wrong",
        "This is not the code of this moment. Wait for the next one, and see that the clock of the device is right.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apps_are_told_issuer_account_and_seed() {
        let link = link("The Example: news", "ada+a@example.org", "ABCD").unwrap();
        assert_eq!(
            link,
            "otpauth://totp/The%20Example%20%20news:ada+a@example.org?secret=ABCD&issuer=The%20Example%20%20news\
             &algorithm=SHA1&digits=6&period=30"
                .replace("ada+a", "ada%20a"),
        );
    }
}
