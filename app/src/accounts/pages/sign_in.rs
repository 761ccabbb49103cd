use axum::{
    extract::Query,
    response::{IntoResponse, Redirect},
};
use domain::paths;
use leptos::prelude::*;
use server::factors;
use server_fn::ServerFn;

use super::NextQuery;
use crate::{
    Answer, Cx, Head,
    accounts::{
        api::SignIn,
        parts::{EmailField, StaySignedIn},
    },
    factors::{SignInByPasskey, parts::SignInWithPasskey},
    forms::{Form, FormState},
    identities::{Choice, ServiceButtons, StartIdentity},
    ui::{Button, ButtonKind, PasswordField},
};

/// The form to sign in. Who is signed in already is led on.
pub(crate) async fn sign_in(cx: Cx, Query(query): Query<NextQuery>) -> Answer {
    let next = query.local();
    if cx.actor().is_ok() {
        let next = if next.is_empty() { paths::SETTINGS } else { &next };
        return Ok(Redirect::to(next).into_response());
    }
    let state = FormState::of(&cx, SignIn::PATH).await?;
    let choice = Choice::to_enter(&cx).await?;
    let by_passkey = FormState::of(&cx, SignInByPasskey::PATH).await?;
    let by_mail = cx.app.config.recovery.mail_sign_in;
    let head = Head::public("Sign in", paths::SIGN_IN).with_passkeys();
    Ok(cx.page(head, move || form(state, by_passkey, choice, by_mail, next)))
}

fn form(state: FormState, by_passkey: FormState, choice: Choice, by_mail: bool, next: String) -> AnyView {
    let sign_up = if next.is_empty() { paths::SIGN_UP.to_owned() } else { paths::sign_up_then(&next) };
    let by_mail = by_mail.then(|| paths::sign_in_by_mail_then(&next));
    let (others_next, passkey_next) = (next.clone(), next.clone());
    let others = factors::passkeys_are_possible(&Cx::current().app) || !choice.is_empty();
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Sign in"</h1></header>
            <Form action=SignIn::PATH state=state.clone() class="form">
                <input type="hidden" name="next" value=next />
                <EmailField state=state.clone() autocomplete="username webauthn" />
                <PasswordField
                    name="password"
                    label="Password"
                    autocomplete="current-password"
                    error=state.error("password")
                />
                <StaySignedIn state=state />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Sign in"</Button>
                </div>
            </Form>
            {others.then(|| view! { <p class="or">"or"</p> })}
            <SignInWithPasskey state=by_passkey next=passkey_next />
            <ServiceButtons choice=choice action=StartIdentity::PATH words="Sign in with" next=others_next />
            <p class="aside">
                <a href=paths::FORGOTTEN>"Forgotten your password?"</a>
                {by_mail.map(|url| view! { " · " <a href=url>"Sign in by letter"</a> })}
            </p>
            <p class="aside">"New here? " <a href=sign_up>"Join"</a> "."</p>
        </div>
    }
    .into_any()
}
