use axum::{
    extract::Query,
    response::{IntoResponse, Redirect},
};
use domain::{accounts::ProviderView, paths};
use leptos::prelude::*;
use server::{
    accounts::confirm,
    identities::{Proving, proving},
};
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::pages::NextQuery,
    confirm::{ConfirmByCode, ConfirmByPassword, SendConfirmationCode},
    factors::parts::{FactorProofs, Proofs},
    forms::{Form, FormState},
    identities::{Choice, ProveByIdentity, ServiceButtons},
    ui::{Button, ButtonKind, CodeField, PasswordField},
};

/// Asks for a fresh proof. Whoever gave one just now is led on.
pub(crate) async fn confirm(cx: Cx, Query(query): Query<NextQuery>) -> Answer {
    let next = query.local();
    let actor = cx.actor()?;
    actor.require_own_hands()?;
    if actor.require_proof(cx.app.clock.now()).is_ok() {
        return Ok(Redirect::to(if next.is_empty() { paths::SETTINGS } else { &next }).into_response());
    }
    let ways = confirm::ways(&cx.app, &cx.visit).await?;
    let by_password = FormState::of(&cx, ConfirmByPassword::PATH).await?;
    let Proving { able, unable } = proving(&cx.app, actor).await?;
    let choice = Choice::to_prove(&cx, able).await?;
    let sending = FormState::of(&cx, SendConfirmationCode::PATH).await?;
    let by_code = FormState::of(&cx, ConfirmByCode::PATH).await?;
    let factors = Proofs::of(&cx).await?;
    let others_next = next.clone();
    Ok(cx.page(Head::private("Confirm that it is you").with_passkeys(), move || {
        view! {
            <div class="page narrow">
                <header class="page-header"><h1>"Confirm that it is you"</h1></header>
                <p>"What comes next is important to your account, so we ask once more. It holds for ten minutes."</p>
                {ways.has_password.then(|| password_form(by_password, next.clone()))}
                <FactorProofs proofs=factors next=next.clone() />
                {ways.mailbox.map(|mailbox| letter_forms(mailbox, sending, by_code, next))}
                <ServiceButtons choice=choice action=ProveByIdentity::PATH words="Confirm with" next=others_next />
                {(!unable.is_empty()).then(|| not_with(&unable))}
            </div>
        }
        .into_any()
    }))
}

fn password_form(state: FormState, next: String) -> AnyView {
    view! {
        <Form action=ConfirmByPassword::PATH state=state.clone() class="form">
            <input type="hidden" name="next" value=next />
            <PasswordField
                name="password"
                label="Password"
                autocomplete="current-password"
                error=state.error("password")
            />
            <div class="actions">
                <Button kind=ButtonKind::Primary>"Confirm"</Button>
            </div>
            <p class="aside">
                "Forgotten it? " <a href=paths::FORGOTTEN>"Choose a new one by letter"</a> "."
            </p>
        </Form>
    }
    .into_any()
}

/// Why a service that opens the account is not among the buttons.
fn not_with(services: &[ProviderView]) -> impl IntoView + use<> {
    let names = services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(" and ");
    view! {
        <p class="aside">
            {names} " cannot show that you signed in just now, so signing in there is no proof here."
        </p>
    }
}

fn letter_forms(mailbox: String, sending: FormState, state: FormState, next: String) -> AnyView {
    let on = next.clone();
    view! {
        <Form action=SendConfirmationCode::PATH state=sending class="form">
            <input type="hidden" name="next" value=on />
            <p>"Your account has no password, so a code from your mailbox, " {mailbox} ", will do."</p>
            <div class="actions">
                <Button>"Send a code"</Button>
            </div>
        </Form>
        <Form action=ConfirmByCode::PATH state=state.clone() class="form">
            <input type="hidden" name="next" value=next />
            <CodeField name="code" label="Code" error=state.error("code") />
            <div class="actions">
                <Button kind=ButtonKind::Primary>"Confirm"</Button>
            </div>
        </Form>
    }
    .into_any()
}
