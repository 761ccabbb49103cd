use axum::extract::Query;
use domain::{Problem, paths};
use leptos::prelude::*;
use server::{
    Error, accounts,
    accounts::proofs::{Purpose, mailbox_of},
};
use server_fn::ServerFn;

use super::secret::{TokenQuery, expired, secret};
use crate::{
    Answer, Cx, Head,
    accounts::{ResetPassword, parts::NewPassword},
    forms::{Form, FormState},
    ui::{Button, ButtonKind, CodeField, InputKind, TextField},
};

/// Chooses a new password, with the link or the code of a letter.
pub(crate) async fn reset(cx: Cx, Query(query): Query<TokenQuery>) -> Answer {
    let state = FormState::of(&cx, ResetPassword::PATH).await?;
    let head = Head::private("Choose a new password").with_password_strength();
    if let Some(token) = query.token() {
        return match mailbox_of(&cx.app, &[Purpose::ResetPassword], &token).await {
            Err(Error::Problem(Problem::LinkExpired)) => Ok(expired(&cx, paths::FORGOTTEN)),
            email => {
                let email = email?.to_string();
                Ok(secret(cx.page(head, move || by_link(state, token, email))))
            }
        };
    }
    let asked = accounts::asked_for_reset(&cx.visit).await?.unwrap_or_default();
    let state = state.with("email", asked);
    Ok(secret(cx.page(head, move || by_code(state))))
}

fn by_link(state: FormState, token: String, email: String) -> AnyView {
    let fields = view! {
        <input type="hidden" name="token" value=token />
        // For password managers, which otherwise do not know whose password it is.
        <input type="hidden" name="username" autocomplete="username" value=email.clone() />
    };
    let intro = view! { <p>"For the account with the address " <strong>{email.clone()}</strong> "."</p> };
    form(state, intro.into_any(), fields.into_any(), vec![email])
}

fn by_code(state: FormState) -> AnyView {
    let fields = view! {
        <TextField
            name="email"
            label="E-mail address"
            kind=InputKind::Email
            autocomplete="username"
            value=state.value("email")
            error=state.error("email")
        />
        <CodeField name="code" label="Code" error=state.error("code") />
    };
    let intro = view! { <p>"Type the code from the letter, or open the link in it."</p> };
    form(state, intro.into_any(), fields.into_any(), Vec::new())
}

fn form(state: FormState, intro: AnyView, fields: AnyView, known: Vec<String>) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Choose a new password"</h1></header>
            {intro}
            <Form action=ResetPassword::PATH state=state.clone() class="form">
                {fields}
                <NewPassword state=state label="New password" known=known />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Change the password"</Button>
                </div>
            </Form>
            <p class="aside">"No letter? " <a href=paths::FORGOTTEN>"Ask for one"</a> "."</p>
        </div>
    }
    .into_any()
}
