use domain::{
    paths,
    webhooks::{WebhookEvent, WebhookRow},
};
use leptos::prelude::*;
use server::webhooks as webhook_actions;
use server_fn::ServerFn;

use super::{fields::fields, state_badge};
use crate::{
    Answer, Cx, Head,
    admin::{api::MakeWebhook, page::AdminPage},
    forms::{Form, FormState},
    ui::{Button, ButtonKind, DataTable, Section, Time},
};

/// Every webhook, and the form for one more.
pub(crate) async fn webhooks(cx: Cx) -> Answer {
    let rows = webhook_actions::list(&cx.app, cx.actor()?).await?;
    let state = FormState::of(&cx, MakeWebhook::PATH).await?;
    Ok(cx.page(Head::private("Webhooks"), || {
        view! {
            <AdminPage title="Webhooks" here=paths::WEBHOOKS>
                {table(rows)}
                {form(state)}
            </AdminPage>
        }
        .into_any()
    }))
}

fn table(rows: Vec<WebhookRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="empty">"No other program is told what happens here."</p> }.into_any();
    }
    view! {
        <DataTable caption="Webhooks" columns=&["Address", "Is told", "State", "Since"]>
            {rows.into_iter().map(line).collect_view()}
        </DataTable>
    }
    .into_any()
}

fn line(row: WebhookRow) -> impl IntoView {
    let name = if row.description.is_empty() { row.url.clone() } else { row.description };
    let address = (name != row.url).then(|| view! { <br /> {row.url} });
    let events: Vec<&str> = row.events.iter().map(WebhookEvent::as_str).collect();
    view! {
        <tr>
            <td data-label="Address"><a href=paths::webhook(row.id)>{name}</a> {address}</td>
            <td data-label="Is told">{events.join(", ")}</td>
            <td data-label="State">{state_badge(row.state)}</td>
            <td data-label="Since"><Time at=row.created_at /></td>
        </tr>
    }
}

fn form(state: FormState) -> impl IntoView {
    view! {
        <Section
            title="Tell another program"
            intro="It gets a signed message at its address as things happen. Only public facts are told: no drafts, no e-mail addresses."
            id="webhook-new"
        >
            <Form action=MakeWebhook::PATH state=state.clone() class="form">
                {fields(&state)}
                <div class="actions"><Button kind=ButtonKind::Primary>"Make the webhook"</Button></div>
            </Form>
        </Section>
    }
}
