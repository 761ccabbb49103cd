use leptos::prelude::*;
use server::factors;
use server_fn::ServerFn;

use super::{Ceremony, PasskeyForm};
use crate::{
    cx::Cx,
    factors::{OptionsToProve, ProveByCode, ProveByPasskey},
    forms::{Form, FormState},
    ui::{Button, CodeField},
};

/// By which factors a member can prove once more who they are.
#[derive(Debug)]
pub(crate) struct Proofs {
    by_code: Option<FormState>,
    by_passkey: Option<FormState>,
}

impl Proofs {
    /// Those of whoever is signed in.
    pub(crate) async fn of(cx: &Cx) -> server::Result<Self> {
        let theirs = factors::factors(&cx.app, cx.actor()?).await?;
        let passkeys = factors::passkeys_are_possible(&cx.app) && !theirs.passkeys.is_empty();
        let by_code = FormState::of(cx, ProveByCode::PATH).await?;
        let by_passkey = FormState::of(cx, ProveByPasskey::PATH).await?;
        Ok(Self { by_code: theirs.has_one().then_some(by_code), by_passkey: passkeys.then_some(by_passkey) })
    }
}

/// Forms to prove it by a code or a passkey.
#[component]
pub(crate) fn FactorProofs(
    /// By which.
    proofs: Proofs,
    /// Where to go on to.
    next: String,
) -> impl IntoView {
    let passkey_next = next.clone();
    view! {
        {proofs.by_passkey.map(|state| with_passkey(state, passkey_next))}
        {proofs.by_code.map(|state| with_code(state, next))}
    }
}

fn with_passkey(state: FormState, next: String) -> impl IntoView {
    view! {
        <p class="or">"or"</p>
        <PasskeyForm
            action=ProveByPasskey::PATH
            options=OptionsToProve::PATH
            ceremony=Ceremony::Get
            label="Use a passkey"
            otherwise="The other ways will do."
            state=state
        >
            <input type="hidden" name="next" value=next />
        </PasskeyForm>
    }
}

fn with_code(state: FormState, next: String) -> impl IntoView {
    let error = state.error("code");
    view! {
        <p class="or">"or"</p>
        <Form action=ProveByCode::PATH state=state class="form">
            <input type="hidden" name="next" value=next />
            <CodeField
                name="code"
                label="Code"
                hint="The six digits that your authenticator app shows, or one of your recovery codes."
                error=error
            />
            <div class="actions">
                <Button>"Confirm by code"</Button>
            </div>
        </Form>
    }
}
