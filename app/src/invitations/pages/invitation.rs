use axum::extract::Query;
use domain::{
    accounts::Password,
    invitations::{Guest, InvitationView},
    paths,
};
use leptos::prelude::*;
use serde::Deserialize;
use server::invitations;
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::{SignOut, parts::NameField},
    forms::{Form, FormState},
    invitations::api::{AcceptInvitation, JoinByInvitation},
    ui::{Button, ButtonKind, ButtonLink, PasswordField},
};

/// What the letter carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct TokenQuery {
    #[serde(default)]
    token: String,
}

/// An invitation, for whoever has its letter. Looking at it changes nothing.
pub(crate) async fn invitation(cx: Cx, Query(query): Query<TokenQuery>) -> Answer {
    let invitation = invitations::look(&cx.app, &cx.visit, &query.token).await?;
    let state = FormState::of(&cx, JoinByInvitation::PATH).await?;
    Ok(cx.page(Head::private("Invitation"), || page(invitation, state, query.token)))
}

fn page(invitation: InvitationView, state: FormState, token: String) -> AnyView {
    let site = Cx::current().app.site.name.clone();
    let InvitationView { email, role_label, inviter, guest } = invitation;
    let way = match guest {
        Guest::New => join(state, token),
        Guest::SignedOut => sign_in(&email),
        Guest::Member => accept(token),
        Guest::SomebodyElse => sign_out(&email),
    };
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Invitation"</h1></header>
            <p>{inviter} " invites " <strong>{email}</strong> " to " {site} ", with the role “" {role_label} "”."</p>
            {way}
        </div>
    }
    .into_any()
}

fn join(state: FormState, token: String) -> AnyView {
    view! {
        <Form action=JoinByInvitation::PATH state=state.clone() class="form">
            <input type="hidden" name="token" value=token />
            <NameField state=state.clone() />
            <PasswordField
                name="password"
                label="Password"
                hint=format!("At least {} characters. A few random words are easiest to remember.", Password::MIN)
                autocomplete="new-password"
                error=state.error("password")
            />
            <div class="actions"><Button kind=ButtonKind::Primary>"Join"</Button></div>
        </Form>
    }
    .into_any()
}

/// Without a way back here: it would carry the letter's secret through addresses and sessions.
fn sign_in(email: &str) -> AnyView {
    view! {
        <p>"The address " {email.to_owned()} " has an account. Sign in to it, then open the letter once more."</p>
        <div class="actions"><ButtonLink href=paths::SIGN_IN kind=ButtonKind::Primary>"Sign in"</ButtonLink></div>
    }
    .into_any()
}

fn accept(token: String) -> AnyView {
    view! {
        <Form action=AcceptInvitation::PATH>
            <input type="hidden" name="token" value=token />
            <Button kind=ButtonKind::Primary>"Accept"</Button>
        </Form>
    }
    .into_any()
}

fn sign_out(email: &str) -> AnyView {
    view! {
        <p>"You are signed in as somebody else. Sign out, then open the letter to " {email.to_owned()} " once more."</p>
        <Form action=SignOut::PATH><Button>"Sign out"</Button></Form>
    }
    .into_any()
}
