use domain::paths;
use leptos::prelude::*;
use server::identities::{self, Waiting};
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::parts::{EmailField, NameField},
    forms::{Form, FormState},
    identities::JoinByIdentity,
    ui::{Button, ButtonKind},
};

/// Asks whoever came from a service for the name and the address that it did not tell, or is not sure of.
pub(crate) async fn join(cx: Cx) -> Answer {
    let waiting = identities::waiting(&cx.app, &cx.visit).await?;
    let state = FormState::of(&cx, JoinByIdentity::PATH).await?.with("name", &waiting.name);
    Ok(cx.page(Head::private("Almost there"), || form(waiting, state)))
}

fn form(waiting: Waiting, state: FormState) -> AnyView {
    let taken = !waiting.taken.is_empty();
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Almost there"</h1></header>
            {taken.then(|| taken_words(&waiting))}
            <Form action=JoinByIdentity::PATH state=state.clone() class="form">
                <NameField state=state.clone() />
                <EmailField state=state />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Join"</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

fn taken_words(waiting: &Waiting) -> impl IntoView {
    let Waiting { service, taken, .. } = waiting;
    let words = format!(
        "The address {taken} has an account here already, and {service} is not sure that it is yours. If that account is \
         yours, sign in to it and link {service} there. Or join with another address."
    );
    view! {
        <p>{words}</p>
        <p><a href=paths::sign_in_then(paths::SECURITY)>"Sign in"</a></p>
    }
}
