use axum::extract::Query;
use domain::{Problem, accounts::EmailAddress, paths};
use leptos::prelude::*;
use server::{
    Error,
    accounts::proofs::{Purpose, mailbox_of},
};
use server_fn::ServerFn;

use super::secret::{TokenQuery, expired, secret};
use crate::{
    Answer, Cx, Head,
    accounts::UndoEmailChange,
    forms::Form,
    ui::{Button, ButtonKind},
};

/// Takes a change of address back, with the link in the old mailbox.
pub(crate) async fn undo_email(cx: Cx, Query(query): Query<TokenQuery>) -> Answer {
    let token = query.token().unwrap_or_default();
    match mailbox_of(&cx.app, &[Purpose::UndoEmail], &token).await {
        Err(Error::Problem(Problem::LinkExpired)) => Ok(expired(&cx, paths::FORGOTTEN)),
        email => {
            let email = email?;
            Ok(secret(cx.page(Head::private("Take the change back"), move || form(&email, token))))
        }
    }
}

fn form(email: &EmailAddress, token: String) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Take the change back"</h1></header>
            <p>
                "Your account gets the address " <strong>{email.to_string()}</strong>
                " back. Everybody who is signed in to it is signed out, its password is removed, and you choose a new one."
            </p>
            <p>
                "Every way in that was added since the change goes as well; older ones stay. Look through them afterwards, \
                 under Settings, Security and Tokens, and remove what you do not know."
            </p>
            <Form action=UndoEmailChange::PATH>
                <input type="hidden" name="token" value=token />
                <div class="actions">
                    <Button kind=ButtonKind::Danger>"Take the change back"</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
