//! The page of tokens.

mod make;
mod programs;
mod tokens;

use domain::paths;
use http::{HeaderValue, header};
use leptos::prelude::*;
use server::tokens::{list_programs, personal};
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    forms::FormState,
    settings::SettingsPage,
    tokens::api::MakeToken,
    ui::{Secret, Section},
};

/// One's own tokens and programs, the form that makes a token, and, once, the token that was just made.
pub(crate) async fn tokens(cx: Cx) -> Answer {
    let actor = cx.actor()?;
    actor.require_own_hands()?;
    let made = personal::take(&cx.app, &cx.visit).await?;
    let tokens = personal::list(&cx.app, actor).await?;
    let programs = list_programs(&cx.app, actor).await?;
    let state = FormState::of(&cx, MakeToken::PATH).await?;
    let is_verified = actor.standing.is_verified;
    let mut page = cx.page(Head::private("Tokens"), || {
        view! {
            <SettingsPage title="Tokens" here=paths::TOKENS>
                {made.map(|made| shown_once(made.token))}
                {self::tokens::list(tokens)}
                {if is_verified { make::form(state).into_any() } else { make::refused().into_any() }}
                {programs::list(programs)}
            </SettingsPage>
        }
        .into_any()
    });
    // Not even in the memory behind the back button: a token may stand on it.
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(page)
}

fn shown_once(token: String) -> impl IntoView {
    view! {
        <Section title="Your new token" id="new-token" intro="Copy it now: it is shown this once and never again.">
            <Secret label="Token" value=token />
        </Section>
    }
}
