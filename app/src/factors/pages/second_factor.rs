use axum::{
    extract::Query,
    response::{IntoResponse, Redirect},
};
use domain::paths;
use leptos::prelude::*;
use server::factors;
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::pages::NextQuery,
    factors::{
        FinishByCode, FinishByPasskey, OptionsToFinish,
        parts::{Ceremony, PasskeyForm},
    },
    forms::{Form, FormState},
    settings::unkept,
    ui::{Button, ButtonKind, Checkbox, CodeField},
};

/// The second step of signing in. Who has not made the first is led to it, who is signed in already is led on.
pub(crate) async fn second_factor(cx: Cx, Query(query): Query<NextQuery>) -> Answer {
    let next = query.local();
    if cx.actor().is_ok() {
        let next = if next.is_empty() { paths::HOME } else { &next };
        return Ok(Redirect::to(next).into_response());
    }
    if !factors::is_pending(&cx.app, &cx.visit).await? {
        let sign_in = if next.is_empty() { paths::SIGN_IN.to_owned() } else { paths::sign_in_then(&next) };
        return Ok(Redirect::to(&sign_in).into_response());
    }
    let by_code = FormState::of(&cx, FinishByCode::PATH).await?;
    let by_passkey = FormState::of(&cx, FinishByPasskey::PATH).await?;
    let passkeys = factors::passkeys_are_possible(&cx.app);
    let head = Head::private("One more step").with_passkeys();
    Ok(unkept(cx.page(head, move || page(by_code, passkeys.then_some(by_passkey), next))))
}

fn page(by_code: FormState, by_passkey: Option<FormState>, next: String) -> AnyView {
    let error = by_code.error("code");
    let passkey_next = next.clone();
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"One more step"</h1></header>
            <p>"Your account asks for a second factor."</p>
            <Form action=FinishByCode::PATH state=by_code class="form">
                <input type="hidden" name="next" value=next />
                <CodeField
                    name="code"
                    label="Code"
                    hint="The six digits that your authenticator app shows, or one of your recovery codes."
                    error=error
                />
                <Checkbox
                    name="trust"
                    label="Do not ask again on this device for thirty days"
                    hint="Only on a device that is yours alone."
                />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Go on"</Button>
                </div>
            </Form>
            {by_passkey.map(|state| with_passkey(state, passkey_next))}
            <p class="aside">
                "Somebody else? " <a href=paths::SIGN_IN>"Sign in"</a> " with another account."
            </p>
        </div>
    }
    .into_any()
}

fn with_passkey(state: FormState, next: String) -> impl IntoView {
    view! {
        <p class="or">"or"</p>
        <PasskeyForm
            action=FinishByPasskey::PATH
            options=OptionsToFinish::PATH
            ceremony=Ceremony::Get
            label="Use a passkey"
            otherwise="Here a code will do."
            state=state
        >
            <input type="hidden" name="next" value=next />
            // As in the form above; the script keeps the two alike.
            <input type="hidden" name="trust" value="false" />
        </PasskeyForm>
    }
}
