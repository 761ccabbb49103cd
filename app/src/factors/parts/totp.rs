use domain::Timestamp;
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    accounts::parts::ConfirmFirst,
    factors::{BeginTotp, TurnOffTotp},
    forms::{Form, FormState},
    ui::{Button, ButtonKind, Section, Time},
};

/// Whether an authenticator app is set up, and the button that changes that.
#[component]
pub(crate) fn AuthenticatorApp(
    /// Since when its codes count.
    since: Option<Timestamp>,
    /// Whether the address of the account is proved, without which none is set up.
    is_verified: bool,
    /// What the form to set one up shows.
    beginning: FormState,
    /// Where to go on to afterwards; may be empty.
    next: String,
) -> impl IntoView {
    let state = match since {
        Some(since) => view! {
            <p>"Signing in asks for its code since " <Time at=since /> "."</p>
            <Form action=TurnOffTotp::PATH>
                <Button kind=ButtonKind::Danger>"Turn off the authenticator app"</Button>
            </Form>
        }
        .into_any(),
        None if !is_verified => view! { <ConfirmFirst then="set one up" /> }.into_any(),
        None => view! {
            <Form action=BeginTotp::PATH state=beginning>
                <input type="hidden" name="next" value=next />
                <Button>"Set up an authenticator app"</Button>
            </Form>
        }
        .into_any(),
    };
    view! {
        <Section
            title="Authenticator app"
            id="authenticator"
            intro="An app on your phone shows six digits that change every half minute. Signing in then asks for them after \
                   the password."
        >
            {state}
        </Section>
    }
}
