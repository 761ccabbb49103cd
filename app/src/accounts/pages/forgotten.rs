use domain::paths;
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    accounts::{AskForReset, parts::AskForLetter},
    forms::FormState,
};

/// Asks for a letter to choose a new password by.
pub(crate) async fn forgotten(cx: Cx) -> Answer {
    let state = FormState::of(&cx, AskForReset::PATH).await?;
    Ok(cx.page(Head::private("Forgotten your password?"), move || form(state)))
}

fn form(state: FormState) -> AnyView {
    view! {
        <div class="page narrow">
            <header class="page-header"><h1>"Forgotten your password?"</h1></header>
            <p>"We send a letter to your address, with a link and a code to choose a new one by."</p>
            <AskForLetter action=AskForReset::PATH state=state />
            <p class="aside">"Remembered? " <a href=paths::SIGN_IN>"Sign in"</a> "."</p>
        </div>
    }
    .into_any()
}
