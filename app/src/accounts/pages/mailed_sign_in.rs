use axum::extract::Query;
use domain::{Problem, accounts::EmailAddress, paths};
use leptos::prelude::*;
use server::{
    Error, accounts,
    accounts::proofs::{Purpose, mailbox_of},
};
use server_fn::ServerFn;

use super::{
    NextQuery,
    secret::{TokenQuery, expired, secret},
};
use crate::{
    Answer, Cx, Head,
    accounts::{
        AskForSignIn, SignInByLetter,
        parts::{AskForLetter, StaySignedIn},
    },
    forms::{Form, FormState},
    ui::{Button, ButtonKind, Checkbox, CodeField},
};

/// Asks for a letter to sign in by.
pub(crate) async fn sign_in_by_mail(cx: Cx, Query(query): Query<NextQuery>) -> Answer {
    require_on(&cx)?;
    let state = FormState::of(&cx, AskForSignIn::PATH).await?;
    let next = query.local();
    Ok(cx.page(Head::private("Sign in by letter"), move || ask(state, next)))
}

/// Takes the link of that letter, in any browser, or its code, in the one that asked for it.
pub(crate) async fn sign_in_code(cx: Cx, Query(token): Query<TokenQuery>, Query(query): Query<NextQuery>) -> Answer {
    require_on(&cx)?;
    if let Some(token) = token.token() {
        return match mailbox_of(&cx.app, &[Purpose::SignIn], &token).await {
            Err(Error::Problem(Problem::LinkExpired)) => Ok(expired(&cx, paths::SIGN_IN_BY_MAIL)),
            email => {
                let email = email?;
                Ok(secret(cx.page(Head::private("Sign in"), move || by_link(&email, token))))
            }
        };
    }
    let next = query.local();
    let Some(email) = accounts::asked_for_sign_in(&cx.visit).await? else {
        // Another browser asked, or none.
        let state = FormState::of(&cx, AskForSignIn::PATH).await?;
        return Ok(cx.page(Head::private("Sign in by letter"), move || ask(state, next)));
    };
    let state = FormState::of(&cx, SignInByLetter::PATH).await?;
    Ok(secret(cx.page(Head::private("Sign in"), move || by_code(state, email, next))))
}

fn require_on(cx: &Cx) -> Result<(), Problem> {
    if cx.app.config.recovery.mail_sign_in { Ok(()) } else { Err(Problem::NotFound) }
}

fn ask(state: FormState, next: String) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Sign in by letter"</h1></header>
            <p>"We send a letter to your address, with a code to type here and a link to press there."</p>
            <AskForLetter action=AskForSignIn::PATH state=state next=next />
            <p class="aside">"Or " <a href=paths::SIGN_IN>"sign in with your password"</a> "."</p>
        </div>
    }
    .into_any()
}

fn by_code(state: FormState, email: String, next: String) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Type the code"</h1></header>
            <p>"If " <strong>{email}</strong> " has an account here, a letter is on its way with a code. It works in this browser."</p>
            <Form action=SignInByLetter::PATH state=state.clone() class="form">
                <input type="hidden" name="next" value=next />
                <CodeField name="code" label="Code" error=state.error("code") />
                <StaySignedIn state=state />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Sign in"</Button>
                </div>
            </Form>
            <p class="aside">"No letter? " <a href=paths::SIGN_IN_BY_MAIL>"Ask for another"</a> "."</p>
        </div>
    }
    .into_any()
}

fn by_link(email: &EmailAddress, token: String) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Sign in"</h1></header>
            <p>"You are about to sign in, in this browser, as " <strong>{email.to_string()}</strong> "."</p>
            <Form action=SignInByLetter::PATH class="form">
                <input type="hidden" name="token" value=token />
                <Checkbox name="remember" label="Stay signed in on this device" />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Sign in"</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
