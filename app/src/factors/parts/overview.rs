use domain::factors::Factors;
use leptos::prelude::*;
use server::factors;
use server_fn::ServerFn;

use super::{passkeys::Passkeys, recovery::RecoveryCodes, totp::AuthenticatorApp, trusted::TrustedDevices};
use crate::{
    cx::Cx,
    factors::{BeginTotp, RegisterPasskey, RenamePasskey},
    forms::FormState,
};

/// What the sections about second factors show.
#[derive(Debug)]
pub(crate) struct Overview {
    factors: Factors,
    is_verified: bool,
    adding: FormState,
    renaming: FormState,
    beginning: FormState,
    /// Where whoever sets up their first one goes on to; may be empty.
    next: String,
}

impl Overview {
    /// One's own factors, on the way to `next`.
    pub(crate) async fn of(cx: &Cx, next: String) -> server::Result<Self> {
        let actor = cx.actor()?;
        Ok(Self {
            factors: factors::factors(&cx.app, actor).await?,
            is_verified: actor.standing.is_verified,
            adding: FormState::of(cx, RegisterPasskey::PATH).await?,
            renaming: FormState::of(cx, RenamePasskey::PATH).await?,
            beginning: FormState::of(cx, BeginTotp::PATH).await?,
            next,
        })
    }
}

/// Passkeys, authenticator app, recovery codes, trusted devices.
#[component]
pub(crate) fn FactorSections(
    /// What they show.
    overview: Overview,
) -> impl IntoView {
    let Overview { factors, is_verified, adding, renaming, beginning, next } = overview;
    let (has_one, app_next) = (factors.has_one(), next.clone());
    view! {
        <Passkeys passkeys=factors.passkeys is_verified=is_verified adding=adding renaming=renaming next=next />
        <AuthenticatorApp since=factors.totp_since is_verified=is_verified beginning=beginning next=app_next />
        {has_one.then(|| view! { <RecoveryCodes left=factors.recovery_codes_left /> })}
        {has_one.then(|| view! { <TrustedDevices devices=factors.trusted_devices /> })}
    }
}
