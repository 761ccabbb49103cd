use axum::extract::{Path, Query};
use domain::{
    id::WebhookId,
    paths,
    webhooks::{WebhookDetails, WebhookState},
};
use http::{HeaderValue, header};
use leptos::prelude::*;
use serde::Deserialize;
use server::webhooks;
use server_fn::ServerFn;

use super::{fields, messages, parse_id, state_badge};
use crate::{
    Answer, Cx, Head,
    admin::{
        api::{
            ChangeWebhook, DeleteWebhook, PauseWebhook, PingWebhook, ReplayMessages, ResumeWebhook, RotateWebhookSecret,
        },
        page::AdminPage,
        pages::cursor,
    },
    forms::{Form, FormState},
    ui::{self, Button, ButtonKind, Section, Time},
};

/// From where on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct WebhookQuery {
    before: Option<String>,
}

/// One webhook: its secret when it is new, what it was told, and what can be done.
pub(crate) async fn webhook(cx: Cx, Path(id): Path<String>, Query(query): Query<WebhookQuery>) -> Answer {
    let actor = cx.actor()?;
    let id = parse_id(&id)?;
    let details = webhooks::details(&cx.app, actor, id).await?;
    let page = webhooks::deliveries(&cx.app, actor, id, cursor(query.before.as_deref())?).await?;
    let secret = webhooks::take(&cx.app, &cx.visit, id).await?;
    let about = async |url| FormState::about(&cx, url, "id", &id.to_string()).await;
    let change = fields::filled(about(ChangeWebhook::PATH).await?, &details.row);
    let again = about(ReplayMessages::PATH).await?;
    let title = if details.row.description.is_empty() { "A webhook" } else { &details.row.description }.to_owned();
    let mut page = cx.page(Head::private(title.clone()), || {
        view! {
            <AdminPage title=title here=paths::WEBHOOKS>
                {facts(&details)}
                {secret.map(|secret| shown_once(secret.written()))}
                {messages::messages(id, page, query.before.is_some())}
                {messages::again(id, again)}
                {change_form(id, change)}
                {rotation(id)}
                {ending(id, details.row.state)}
            </AdminPage>
        }
        .into_any()
    });
    // Not even in the memory behind the back button: a secret may stand on it.
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(page)
}

fn facts(details: &WebhookDetails) -> impl IntoView + use<> {
    let row = &details.row;
    let failing = row.failing_since.map(|since| {
        view! { <div><dt>"Accepts nothing since"</dt><dd><Time at=since exact=true /></dd></div> }
    });
    let rotates = details.rotates_until.map(|until| {
        view! { <div><dt>"Old secret holds until"</dt><dd><Time at=until exact=true /></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>"Address"</dt><dd>{row.url.clone()}</dd></div>
            <div><dt>"State"</dt><dd>{state_badge(row.state)}</dd></div>
            {failing}
            <div><dt>"Messages that wait"</dt><dd>{details.waiting.to_string()}</dd></div>
            {rotates}
            <div><dt>"Made"</dt><dd><Time at=row.created_at /></dd></div>
        </dl>
    }
}

fn shown_once(secret: String) -> impl IntoView {
    view! {
        <Section title="Its secret" id="new-secret" intro="Copy it now to where messages are checked: it is shown this once and never again.">
            <ui::Secret label="Secret" value=secret />
        </Section>
    }
}

fn change_form(id: WebhookId, state: FormState) -> impl IntoView {
    view! {
        <Section title="Change" intro="Messages that wait go to the new address." id="webhook-change">
            <Form action=ChangeWebhook::PATH state=state.clone() class="form">
                <input type="hidden" name="id" value=id.to_string() />
                {fields::fields(&state)}
                <div class="actions"><Button>"Save"</Button></div>
            </Form>
        </Section>
    }
}

fn rotation(id: WebhookId) -> impl IntoView {
    view! {
        <Section title="New secret" intro="For a day messages are signed with both, so that nothing is missed while you change over.">
            {one_button(RotateWebhookSecret::PATH, id, ButtonKind::Secondary, "Make a new secret")}
        </Section>
    }
}

fn ending(id: WebhookId, state: WebhookState) -> impl IntoView {
    let (action, words, intro) = match state {
        WebhookState::Active => (
            PauseWebhook::PATH,
            "Pause",
            "While it is paused nothing is sent. What happens is written down, so that you can send it later.",
        ),
        WebhookState::Paused => (ResumeWebhook::PATH, "Turn on", "It is paused. What waits is sent at once."),
        WebhookState::Disabled => (
            ResumeWebhook::PATH,
            "Turn on",
            "It was turned off because it accepted nothing. What waits is sent at once; what it missed you can send again above.",
        ),
    };
    let ping = (state == WebhookState::Active).then(|| {
        view! {
            <Section title="Try it" intro="Sends a message that says nothing.">
                {one_button(PingWebhook::PATH, id, ButtonKind::Secondary, "Send a test")}
            </Section>
        }
    });
    view! {
        {ping}
        <Section title="On and off" intro=intro>
            {one_button(action, id, ButtonKind::Secondary, words)}
        </Section>
        <Section title="Delete" intro="With everything that it was told. Nothing more is sent.">
            {one_button(DeleteWebhook::PATH, id, ButtonKind::Danger, "Delete the webhook")}
        </Section>
    }
}

fn one_button(action: &'static str, id: WebhookId, kind: ButtonKind, words: &'static str) -> impl IntoView {
    view! {
        <Form action=action>
            <input type="hidden" name="id" value=id.to_string() />
            <Button kind=kind>{words}</Button>
        </Form>
    }
}
