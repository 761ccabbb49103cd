use domain::factors::Factors;
use leptos::prelude::*;
use server::factors;
use server_fn::ServerFn;

use super::{passkeys::Passkeys, recovery::RecoveryCodes, totp::AuthenticatorApp, trusted::TrustedDevices};
use crate::{
    cx::Cx,
    factors::{RegisterPasskey, RenamePasskey},
    forms::FormState,
};

/// What the sections about second factors show.
#[derive(Debug)]
pub(crate) struct Overview {
    factors: Factors,
    adding: FormState,
    renaming: FormState,
}

impl Overview {
    /// One's own factors.
    pub(crate) async fn of(cx: &Cx) -> server::Result<Self> {
        Ok(Self {
            factors: factors::factors(&cx.app, cx.actor()?).await?,
            adding: FormState::of(cx, RegisterPasskey::PATH).await?,
            renaming: FormState::of(cx, RenamePasskey::PATH).await?,
        })
    }
}

/// Passkeys, authenticator app, recovery codes, trusted devices.
#[component]
pub(crate) fn FactorSections(
    /// What they show.
    overview: Overview,
) -> impl IntoView {
    let Overview { factors, adding, renaming } = overview;
    let has_one = factors.has_one();
    view! {
        <Passkeys passkeys=factors.passkeys adding=adding renaming=renaming />
        <AuthenticatorApp since=factors.totp_since />
        {has_one.then(|| view! { <RecoveryCodes left=factors.recovery_codes_left /> })}
        {has_one.then(|| view! { <TrustedDevices devices=factors.trusted_devices /> })}
    }
}
