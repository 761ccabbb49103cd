use axum::extract::Query;
use domain::{Problem, paths};
use leptos::prelude::*;
use server::{
    Error,
    accounts::{self, AddressLetter, Confirmed},
};
use server_fn::ServerFn;

use super::secret::{TokenQuery, expired, secret};
use crate::{
    Answer, Cx, Head,
    accounts::{AskForVerification, ConfirmAddress, ConfirmWithPassword, parts::EmailField},
    forms::{Form, FormState},
    ui::{Button, ButtonKind, Checkbox, CodeField, PasswordField},
};

const TITLE: &str = "Confirm your address";

/// Confirms an address. In a session of its member a link shows a button, for the programs that open every link of a letter
/// press none, and without a link there is a field for the code. Anywhere else the password is asked for besides.
pub(crate) async fn verify(cx: Cx, Query(query): Query<TokenQuery>) -> Answer {
    match query.token() {
        Some(token) => by_link(cx, token).await,
        None => by_code(cx).await,
    }
}

async fn by_link(cx: Cx, token: String) -> Answer {
    let letter = match accounts::address_letter(&cx.app, &cx.visit.viewer, &token).await {
        Err(Error::Problem(Problem::LinkExpired)) => return Ok(expired(&cx, paths::VERIFY)),
        letter => letter?,
    };
    if letter.is_own {
        return Ok(secret(cx.page(Head::private(TITLE), move || button(&letter, token))));
    }
    let state = FormState::of(&cx, ConfirmWithPassword::PATH).await?;
    let reader = Reader::of(&cx);
    Ok(secret(cx.page(Head::private(TITLE), move || link_and_password(&letter, token, state, reader))))
}

async fn by_code(cx: Cx) -> Answer {
    let Ok(actor) = cx.actor() else {
        let state = FormState::of(&cx, ConfirmWithPassword::PATH).await?;
        return Ok(secret(cx.page(Head::private(TITLE), move || code_and_password(state))));
    };
    let waits = match accounts::wished_for_email(&cx.app, actor).await? {
        Some(wish) => Waits::Wish(wish),
        None if actor.standing.is_verified => Waits::Nothing,
        None => Waits::Address,
    };
    let state = FormState::of(&cx, ConfirmAddress::PATH).await?;
    Ok(secret(cx.page(Head::private(TITLE), move || code(state, waits))))
}

/// Who looks at a letter that is not about their own account.
enum Reader {
    Stranger,
    /// Somebody who is signed in to another account, by its name.
    Member(String),
}

impl Reader {
    fn of(cx: &Cx) -> Self {
        cx.actor().map_or(Self::Stranger, |actor| Self::Member(actor.name.clone()))
    }
}

/// What a member waits for who looks at the page without a link.
enum Waits {
    Wish(String),
    Address,
    Nothing,
}

fn button(letter: &AddressLetter, token: String) -> AnyView {
    let email = letter.email.to_string();
    // Refused, it leads back to the field for the code: the link would only say that it is too late.
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>{TITLE}</h1></header>
            <p>"Is " <strong>{email}</strong> " your address, and is the account yours?"</p>
            <Form action=ConfirmAddress::PATH back=paths::VERIFY>
                <input type="hidden" name="token" value=token />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Confirm this address"</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

fn link_and_password(letter: &AddressLetter, token: String, state: FormState, reader: Reader) -> AnyView {
    let email = letter.email.to_string();
    // For password managers, which otherwise do not know whose password it is. A new address is not the account's yet.
    let known = (letter.to_be == Confirmed::Verified)
        .then(|| view! { <input type="hidden" name="username" autocomplete="username" value=email.clone() /> });
    let other = match &reader {
        Reader::Stranger => None,
        Reader::Member(name) => {
            Some(format!("You are signed in here as {name}, to another account. Going on signs you out of that."))
        }
    };
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>{TITLE}</h1></header>
            <p>
                "The letter shows that " <strong>{email}</strong>
                " is your address. Type the password of the account as well, to show that this is yours, too."
            </p>
            {other.map(|other| view! { <p>{other}</p> })}
            <Form action=ConfirmWithPassword::PATH state=state.clone() class="form">
                <input type="hidden" name="token" value=token />
                {known}
                {password_fields(&state)}
            </Form>
            {matches!(reader, Reader::Stranger).then(other_ways)}
            {way_out(letter.to_be)}
        </div>
    }
    .into_any()
}

fn code_and_password(state: FormState) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>{TITLE}</h1></header>
            <p>"Type the code from the letter, the address that it was sent to, and the password of the account."</p>
            <Form action=ConfirmWithPassword::PATH state=state.clone() class="form">
                <EmailField state=state.clone() autocomplete="username" />
                <CodeField name="code" label="Code" error=state.error("code") />
                {password_fields(&state)}
            </Form>
            {other_ways()}
            {way_out(Confirmed::Verified)}
        </div>
    }
    .into_any()
}

fn password_fields(state: &FormState) -> impl IntoView + use<> {
    view! {
        <PasswordField
            name="password"
            label="Password"
            autocomplete="current-password"
            error=state.error("password")
        />
        <Checkbox
            name="remember"
            label="Stay signed in on this device"
            checked=state.value("remember") == "true"
        />
        <div class="actions">
            <Button kind=ButtonKind::Primary>"Confirm and sign in"</Button>
        </div>
    }
}

/// Without a way back to the link: it would carry the letter's secret through addresses and sessions.
fn other_ways() -> impl IntoView {
    view! {
        <p class="aside">
            "You sign in by other means? " <a href=paths::sign_in_then(paths::VERIFY)>"Sign in first"</a>
            ", then type the letter’s code or open its link again."
        </p>
    }
}

fn way_out(to_be: Confirmed) -> impl IntoView {
    let (before, after) = match to_be {
        Confirmed::Verified => (
            "Password forgotten, or was it not you who joined? ",
            ": that confirms the address, and makes the account yours alone.",
        ),
        Confirmed::Changed => {
            ("Password forgotten? ", " by a letter to your present address, then ask for this change once more.")
        }
    };
    view! {
        <p class="aside">{before} <a href=paths::FORGOTTEN>"Choose a new password"</a> {after}</p>
    }
}

fn code(state: FormState, waits: Waits) -> AnyView {
    let resend = matches!(waits, Waits::Address);
    let intro = match waits {
        Waits::Wish(wish) => format!("Type the code from the letter to {wish}."),
        Waits::Nothing => "Your address is confirmed; there is nothing to do.".to_owned(),
        Waits::Address => "A letter waits in your mailbox. Open its link here, or type its code.".to_owned(),
    };
    let resend = resend.then(|| {
        view! {
            <Form action=AskForVerification::PATH>
                <p class="aside">"No letter? " <Button kind=ButtonKind::Quiet>"Send it once more"</Button></p>
            </Form>
        }
    });
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>{TITLE}</h1></header>
            <p>{intro}</p>
            <Form action=ConfirmAddress::PATH state=state.clone() class="form">
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
