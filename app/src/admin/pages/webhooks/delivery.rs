use axum::extract::Path;
use domain::{
    Problem,
    id::{DeliveryId, WebhookId},
    paths,
    webhooks::{AttemptView, DeliveryDetails, WebhookEvent, message_id},
};
use leptos::prelude::*;
use server::webhooks;
use server_fn::ServerFn;

use super::{delivery_badge, parse_id};
use crate::{
    Answer, Cx, Head,
    admin::{api::ReplayMessage, page::AdminPage},
    forms::Form,
    ui::{Button, Section, Time, Verbatim},
};

/// One message to a webhook: what was sent, and what was answered each time.
pub(crate) async fn delivery(cx: Cx, Path((webhook, id)): Path<(String, String)>) -> Answer {
    let webhook = parse_id(&webhook)?;
    let id: DeliveryId = id.parse().map_err(|_| Problem::NotFound)?;
    let details = webhooks::delivery(&cx.app, cx.actor()?, webhook, id).await?;
    let title = WebhookEvent::words_of(&details.row.event);
    Ok(cx.page(Head::private(title.clone()), || {
        view! {
            <AdminPage title=title here=paths::WEBHOOKS>
                <p><a href=paths::webhook(webhook)>"All messages of this webhook"</a></p>
                {facts(&details)}
                {again(webhook, id)}
                <Section title="What is sent" id="request">
                    <Verbatim label="Body" value=details.payload.clone() />
                </Section>
                {answers(details.attempts)}
            </AdminPage>
        }
        .into_any()
    }))
}

fn facts(details: &DeliveryDetails) -> impl IntoView + use<> {
    let row = details.row.clone();
    view! {
        <dl class="facts">
            <div><dt>"Event"</dt><dd><code>{row.event}</code></dd></div>
            <div><dt>"Id"</dt><dd><code>{message_id(row.message)}</code></dd></div>
            <div><dt>"Happened"</dt><dd><Time at=row.happened_at exact=true /></dd></div>
            <div><dt>"State"</dt><dd>{delivery_badge(row.state)}</dd></div>
            <div><dt>"Tries"</dt><dd>{row.attempts.to_string()}</dd></div>
        </dl>
    }
}

fn again(webhook: WebhookId, id: DeliveryId) -> impl IntoView {
    view! {
        <Section title="Send again" intro="Under the same id, so that the other side can tell that it is the same message.">
            <Form action=ReplayMessage::PATH>
                <input type="hidden" name="id" value=webhook.to_string() />
                <input type="hidden" name="delivery" value=id.to_string() />
                <Button>"Send again"</Button>
            </Form>
        </Section>
    }
}

fn answers(attempts: Vec<AttemptView>) -> AnyView {
    if attempts.is_empty() {
        return view! { <Section title="What was answered"><p>"It was not sent yet."</p></Section> }.into_any();
    }
    let attempts = attempts.into_iter().map(answer).collect_view();
    view! { <Section title="What was answered" id="answers">{attempts}</Section> }.into_any()
}

fn answer(attempt: AttemptView) -> impl IntoView {
    let status = attempt.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let label = format!("{}: {status}, after {} ms", attempt.at.long_date_and_time(), attempt.took);
    let body = match (attempt.error, attempt.answer) {
        (Some(error), answer) if answer.is_empty() => error,
        (Some(error), answer) => format!("{error}\n\n{answer}"),
        (None, answer) if answer.is_empty() => "(empty)".to_owned(),
        (None, answer) => answer,
    };
    view! { <Verbatim label=label value=body /> }
}
