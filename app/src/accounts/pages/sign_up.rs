use axum::{
    extract::Query,
    response::{IntoResponse, Redirect},
};
use domain::paths;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::NextQuery;
use crate::{
    Answer, Cx, Head,
    accounts::{
        api::SignUp,
        parts::{EmailField, NameField, NewPassword},
    },
    forms::{Form, FormState},
    identities::{Choice, ServiceButtons, StartIdentity},
    ui::{Button, ButtonKind},
};

/// The form to join. Who is signed in already is led on.
pub(crate) async fn sign_up(cx: Cx, Query(query): Query<NextQuery>) -> Answer {
    if cx.actor().is_ok() {
        return Ok(Redirect::to(paths::SETTINGS).into_response());
    }
    let state = FormState::of(&cx, SignUp::PATH).await?;
    let next = query.local();
    let choice = Choice::to_enter(&cx).await?;
    let head = Head::public("Join", paths::SIGN_UP).with_password_strength();
    Ok(cx.page(head, move || form(state, choice, next)))
}

fn form(state: FormState, choice: Choice, next: String) -> AnyView {
    let sign_in = if next.is_empty() { paths::SIGN_IN.to_owned() } else { paths::sign_in_then(&next) };
    let others_next = next.clone();
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Join"</h1></header>
            <Form action=SignUp::PATH state=state.clone() class="form">
                <input type="hidden" name="next" value=next />
                <NameField state=state.clone() />
                <EmailField state=state.clone() />
                <NewPassword state=state />
                <div class="actions">
                    <Button kind=ButtonKind::Primary>"Join"</Button>
                </div>
            </Form>
            {(!choice.is_empty()).then(|| view! { <p class="or">"or"</p> })}
            <ServiceButtons choice=choice action=StartIdentity::PATH words="Join with" next=others_next />
            <p class="aside">"Already a member? " <a href=sign_in>"Sign in"</a> "."</p>
        </div>
    }
    .into_any()
}
