use domain::{
    id::WebhookId,
    pagination::Page,
    paths,
    webhooks::{DeliveryRow, DeliveryState, WebhookEvent},
};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::delivery_badge;
use crate::{
    admin::api::ReplayMessages,
    forms::{Form, FormState},
    ui::{Button, DataTable, InputKind, Pager, Section, TextField, Time},
};

/// What a webhook was told and is to be told.
pub(super) fn messages(webhook: WebhookId, page: Page<DeliveryRow>, older: bool) -> impl IntoView {
    let list = if page.items.is_empty() { none() } else { list(webhook, page, older) };
    view! { <Section title="Messages" id="messages">{list}</Section> }
}

fn none() -> AnyView {
    view! { <p>"Nothing that it is told of has happened yet."</p> }.into_any()
}

fn list(webhook: WebhookId, page: Page<DeliveryRow>, older: bool) -> AnyView {
    let path = paths::webhook(webhook);
    let newest = older.then(|| path.clone());
    let next = page.next.map(|cursor| paths::next_page(&path, cursor));
    view! {
        <DataTable caption="Messages" columns=&["Message", "When", "State", "Tries"]>
            {page.items.into_iter().map(|row| line(webhook, row)).collect_view()}
        </DataTable>
        <Pager newest=newest next=next />
    }
    .into_any()
}

fn line(webhook: WebhookId, row: DeliveryRow) -> impl IntoView {
    let waits = row.state == DeliveryState::Waiting && row.attempts > 0;
    let next = waits.then(|| view! { <br /> "next on " <Time at=row.due_at exact=true /> });
    view! {
        <tr>
            <td data-label="Message">
                <a href=paths::delivery(webhook, row.id)>{WebhookEvent::words_of(&row.event)}</a>
            </td>
            <td data-label="When"><Time at=row.happened_at exact=true /></td>
            <td data-label="State">{delivery_badge(row.state)} {next}</td>
            <td data-label="Tries">{row.attempts.to_string()}</td>
        </tr>
    }
}

/// The form that asks for messages again.
pub(super) fn again(webhook: WebhookId, state: FormState) -> impl IntoView {
    view! {
        <Section title="Send again" intro="Everything that happened on these days, with what it missed while it was turned off." id="again">
            <Form action=ReplayMessages::PATH state=state.clone() class="form">
                <input type="hidden" name="id" value=webhook.to_string() />
                <TextField
                    name="from"
                    label="First day"
                    kind=InputKind::Date
                    value=state.value("from")
                    error=state.error("from")
                />
                <TextField name="to" label="Last day" kind=InputKind::Date value=state.value("to") error=state.error("to") />
                <div class="actions"><Button>"Send again"</Button></div>
            </Form>
        </Section>
    }
}
