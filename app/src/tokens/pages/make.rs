use domain::tokens::{Lifetime, Scope};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    accounts::parts::ConfirmFirst,
    forms::{Form, FormState},
    tokens::api::MakeToken,
    ui::{Button, ButtonKind, Checkbox, Choices, Section, Select, TextField},
};

const TITLE: &str = "Make a token";
const INTRO: &str = "With it a script acts for you, in what you choose here and never in more than your role lets you.";

/// What stands in place of the form while the address of the account is not proved.
pub(super) fn refused() -> impl IntoView {
    view! {
        <Section title=TITLE intro=INTRO>
            <ConfirmFirst then="make one" />
        </Section>
    }
}

/// The form that makes a token.
pub(super) fn form(state: FormState) -> impl IntoView {
    let boxes = Scope::ALL.into_iter().map(|scope| choice(&state, scope)).collect_view();
    let lifetimes = Lifetime::ALL.into_iter().map(|lifetime| lifetime.days().to_string());
    let lifetimes: Vec<_> = lifetimes.map(|days| (days.clone(), format!("{days} days"))).collect();
    let state = state.with("days", Lifetime::Month.days().to_string());
    view! {
        <Section title=TITLE intro=INTRO>
            <Form action=MakeToken::PATH state=state.clone() class="form">
                <TextField
                    name="name"
                    label="Name"
                    hint="What it is for, so that you know it again."
                    autocomplete="off"
                    max_length=80
                    value=state.value("name")
                    error=state.error("name")
                />
                <Choices legend="Good for" id="scopes" columns=true error=state.error("scopes")>
                    {boxes}
                </Choices>
                <Select
                    name="days"
                    label="Ends after"
                    options=lifetimes
                    value=state.value("days")
                    error=state.error("days")
                />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Make token"</Button>
                </div>
            </Form>
        </Section>
    }
}

fn choice(state: &FormState, scope: Scope) -> impl IntoView + use<> {
    let name = format!("scopes[{}]", scope.as_str());
    let checked = !state.value(&name).is_empty();
    view! { <Checkbox name=name label=scope.words() hint=scope.as_str() checked=checked /> }
}
