use axum::extract::Query;
use domain::{Problem, accounts::EmailAddress, paths};
use leptos::prelude::*;
use server::{
    Error, accounts,
    accounts::proofs::{Purpose, mailbox_of},
};
use server_fn::ServerFn;

use super::secret::{TokenQuery, expired, secret};
use crate::{
    Answer, Cx, Head,
    accounts::{AskForVerification, ConfirmAddress},
    forms::{Form, FormState},
    ui::{Button, ButtonKind, CodeField, InputKind, TextField},
};

/// Confirms an address: with a link a button, for the programs that open every link of a letter press none; without one
/// a field for the code.
pub(crate) async fn verify(cx: Cx, Query(query): Query<TokenQuery>) -> Answer {
    if let Some(token) = query.token() {
        return match mailbox_of(&cx.app, &[Purpose::VerifyEmail, Purpose::ChangeEmail], &token).await {
            Err(Error::Problem(Problem::LinkExpired)) => Ok(expired(&cx, paths::VERIFY)),
            email => {
                let email = email?;
                Ok(secret(cx.page(Head::private("Confirm your address"), move || button(&email, token))))
            }
        };
    }
    let waits = match cx.actor() {
        Ok(actor) => Waits::Member {
            wish: accounts::wished_for_email(&cx.app, actor).await?,
            is_verified: actor.standing.is_verified,
        },
        Err(_) => Waits::Stranger,
    };
    let state = FormState::of(&cx, ConfirmAddress::PATH).await?;
    Ok(secret(cx.page(Head::private("Confirm your address"), move || code(state, waits))))
}

/// Who looks at the page without a link.
enum Waits {
    Stranger,
    Member { wish: Option<String>, is_verified: bool },
}

fn button(email: &EmailAddress, token: String) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Confirm your address"</h1></header>
            <p>"Is " <strong>{email.to_string()}</strong> " your address, and is the account yours?"</p>
            <Form action=ConfirmAddress::PATH>
                <input type="hidden" name="token" value=token />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Confirm this address"</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

fn code(state: FormState, waits: Waits) -> AnyView {
    let (intro, asks_address, resend) = match waits {
        Waits::Stranger => {
            ("Type the code from the letter, and the address that it was sent to.".to_owned(), true, false)
        }
        Waits::Member { wish: Some(wish), .. } => (format!("Type the code from the letter to {wish}."), false, false),
        Waits::Member { is_verified: true, .. } => {
            ("Your address is confirmed; there is nothing to do.".to_owned(), false, false)
        }
        Waits::Member { .. } => {
            ("A letter waits in your mailbox. Open its link, or type its code here.".to_owned(), false, true)
        }
    };
    let email = asks_address.then(|| {
        view! {
            <TextField
                name="email"
                label="E-mail address"
                kind=InputKind::Email
                autocomplete="email"
                value=state.value("email")
                error=state.error("email")
            />
        }
    });
    let resend = resend.then(|| {
        view! {
            <Form action=AskForVerification::PATH>
                <p class="aside">"No letter? " <Button kind=ButtonKind::Quiet>"Send it once more"</Button></p>
            </Form>
        }
    });
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Confirm your address"</h1></header>
            <p>{intro}</p>
            <Form action=ConfirmAddress::PATH state=state.clone() class="form">
                {email}
                <CodeField name="code" label="Code" error=state.error("code") />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Confirm"</Button>
                </div>
            </Form>
            {resend}
        </div>
    }
    .into_any()
}
