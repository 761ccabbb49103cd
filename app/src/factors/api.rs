#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

use leptos::prelude::*;

use crate::forms::{Done, Refusal};
#[cfg(feature = "ssr")]
use {
    crate::{
        accounts::api::arrived,
        forms::{Notice, action},
    },
    domain::{
        FieldError, Problem,
        factors::{FactorCode, TotpCode},
        paths,
    },
    server::factors::{self, Codes},
};

/// Finishes signing in with a code of an authenticator app, or with a recovery code. For who made the first step.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, an `invalid` field `code`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "factors/finish-by-code")]
pub async fn finish_by_code(
    #[server(default)] code: String,
    /// Whether this browser is not to be asked again for thirty days.
    #[server(default)]
    trust: bool,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        factors::require_pending(&cx.app, &cx.visit).await?;
        let code = FactorCode::parse(&code).map_err(at_code)?;
        Ok(arrived(factors::finish_by_code(&cx.app, &cx.visit, &code, trust).await?, &next))
    })
    .await
}

/// What a script needs to ask for a passkey of whoever made the first step.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`.
#[server(prefix = "/fn", endpoint = "factors/options-to-finish")]
pub async fn options_to_finish() -> Result<Done, Refusal> {
    action(|cx| async move {
        Ok(Done::at(paths::SECOND_FACTOR).with_options(factors::options_to_finish(&cx.app, &cx.visit).await?))
    })
    .await
}

/// Finishes signing in with a passkey. For who made the first step.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed` or an `invalid` field `passkey`.
#[server(prefix = "/fn", endpoint = "factors/finish-by-passkey")]
pub async fn finish_by_passkey(
    #[server(default)] credential: String,
    #[server(default)] trust: bool,
    #[server(default)] next: String,
) -> Result<Done, Refusal> {
    action(|cx| async move {
        Ok(arrived(factors::finish_by_passkey(&cx.app, &cx.visit, &credential, trust).await?, &next))
    })
    .await
}

/// Proves once more, with a code, who is signed in.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, an `invalid` field `code`, or `too_many_attempts`.
#[server(prefix = "/fn", endpoint = "factors/prove-by-code")]
pub async fn prove_by_code(#[server(default)] code: String, #[server(default)] next: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let code = FactorCode::parse(&code).map_err(at_code)?;
        factors::prove_by_code(&cx.app, &cx.visit, actor, &code).await?;
        Ok(Done::at(paths::local(&next).unwrap_or(paths::SECURITY)))
    })
    .await
}

/// Begins to set up an authenticator app.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "factors/begin-totp")]
pub async fn begin_totp(#[server(default)] next: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        factors::begin_totp(&cx.app, cx.actor()?).await?;
        Ok(Done::at(paths::factor_then(paths::SET_UP_TOTP, paths::local(&next).unwrap_or_default())))
    })
    .await
}

/// Turns the authenticator app on with its first code.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed`, `not_found` or an `invalid` field `code`.
#[server(prefix = "/fn", endpoint = "factors/confirm-totp")]
pub async fn confirm_totp(#[server(default)] code: String, #[server(default)] next: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        let code = TotpCode::parse(&code).map_err(at_code)?;
        let codes = factors::confirm_totp(&cx.app, &cx.visit, actor, &code).await?;
        Ok(after_adding(codes, &next).saying(Notice::TotpEnabled))
    })
    .await
}

/// Turns the authenticator app off.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed` or `not_found`.
#[server(prefix = "/fn", endpoint = "factors/turn-off-totp")]
pub async fn turn_off_totp() -> Result<Done, Refusal> {
    action(|cx| async move {
        factors::turn_off_totp(&cx.app, &cx.visit, cx.actor()?).await?;
        Ok(Done::at(paths::SECURITY).saying(Notice::TotpDisabled))
    })
    .await
}

/// Makes new recovery codes in place of the old ones.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`, `proof_needed` or `illegal_move`.
#[server(prefix = "/fn", endpoint = "factors/make-codes")]
pub async fn make_codes() -> Result<Done, Refusal> {
    action(|cx| async move {
        factors::make_codes(&cx.app, &cx.visit, cx.actor()?).await?;
        Ok(Done::at(paths::RECOVERY_CODES))
    })
    .await
}

/// Asks a browser for the second factor again.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed` or `not_found`.
#[server(prefix = "/fn", endpoint = "factors/end-trusted")]
pub async fn end_trusted(#[server(default)] id: String) -> Result<Done, Refusal> {
    action(|cx| async move {
        let actor = cx.actor()?;
        factors::end_trusted(&cx.app, &cx.visit, actor, id.parse().map_err(|_| Problem::NotFound)?).await?;
        Ok(Done::at(paths::SECURITY).saying(Notice::TrustEnded))
    })
    .await
}

/// Asks every browser for the second factor again.
///
/// # Errors
/// [`Refusal`] with `sign_in_needed`.
#[server(prefix = "/fn", endpoint = "factors/end-all-trusted")]
pub async fn end_all_trusted() -> Result<Done, Refusal> {
    action(|cx| async move {
        factors::end_all_trusted(&cx.app, &cx.visit, cx.actor()?).await?;
        Ok(Done::at(paths::SECURITY).saying(Notice::TrustEnded))
    })
    .await
}

/// Where whoever added a factor goes: to their recovery codes, if these came with it, which lead on to `next`; else there.
#[cfg(feature = "ssr")]
pub(super) fn after_adding(codes: Codes, next: &str) -> Done {
    Done::at(match codes {
        Codes::Fresh => paths::factor_then(paths::RECOVERY_CODES, paths::local(next).unwrap_or_default()),
        Codes::AsBefore => paths::local(next).unwrap_or(paths::SECURITY).to_owned(),
    })
}

#[cfg(feature = "ssr")]
fn at_code(error: FieldError) -> Problem {
    Problem::field("code", &error.code, &error.message)
}
