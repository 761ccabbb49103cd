use axum::extract::Query;
use domain::{Timestamp, invitations::InvitationRow, pagination::Page, paths, roles::RoleChoice};
use leptos::prelude::*;
use serde::Deserialize;
use server::{invitations, roles};
use server_fn::ServerFn;

use super::cursor;
use crate::{
    Answer, Cx, Head,
    admin::{
        api::{Invite, ResendInvitation, RevokeInvitation},
        page::AdminPage,
    },
    forms::{Form, FormState, OneButton},
    ui::{Badge, BadgeKind, Button, ButtonKind, DataTable, InputKind, Pager, Section, Select, TextField, Time},
};

/// From where on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct InvitationsQuery {
    before: Option<String>,
}

/// Whom somebody invited who has not come yet, and the form for one more.
pub(crate) async fn invitations(cx: Cx, Query(query): Query<InvitationsQuery>) -> Answer {
    let actor = cx.actor()?;
    let page = invitations::list(&cx.app, actor, cursor(query.before.as_deref())?).await?;
    let choices = roles::choices(&cx.app, actor).await?;
    let state = FormState::of(&cx, Invite::PATH).await?;
    let now = cx.app.clock.now();
    Ok(cx.page(Head::private("Invitations"), || {
        view! {
            <AdminPage title="Invitations" here=paths::INVITATIONS>
                {form(state, choices)}
                {table(page, now, query.before.is_some())}
            </AdminPage>
        }
        .into_any()
    }))
}

fn form(state: FormState, choices: Vec<RoleChoice>) -> impl IntoView {
    let options = choices.into_iter().map(|choice| (choice.role.to_string(), choice.label)).collect();
    view! {
        <Section title="Invite somebody" intro="They get a letter with a link that is good for seven days.">
            <Form action=Invite::PATH state=state.clone() class="form">
                <TextField
                    name="email"
                    label="E-mail address"
                    kind=InputKind::Email
                    autocomplete="off"
                    value=state.value("email")
                    error=state.error("email")
                />
                <Select name="role" label="Role" options=options value=state.value("role") error=state.error("role") />
                <div class="actions"><Button kind=ButtonKind::Primary>"Send the invitation"</Button></div>
            </Form>
        </Section>
    }
}

fn table(page: Page<InvitationRow>, now: Timestamp, older: bool) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="empty">"Nobody is invited at present."</p> }.into_any();
    }
    let newest = older.then(|| paths::INVITATIONS.to_owned());
    let next = page.next.map(|cursor| paths::next_page(paths::INVITATIONS, cursor));
    view! {
        <DataTable caption="Open invitations" columns=&["Address", "Role", "Invited by", "Good until", ""]>
            {page.items.into_iter().map(|row| line(row, now)).collect_view()}
        </DataTable>
        <Pager newest=newest next=next />
    }
    .into_any()
}

fn line(row: InvitationRow, now: Timestamp) -> impl IntoView {
    let expired = (row.expires_at <= now).then(|| view! { " " <Badge kind=BadgeKind::Deleted>"Expired"</Badge> });
    let button = |action, words: &'static str| {
        let (id, spoken) = (row.id.to_string(), format!("{words}: {}", row.email));
        view! { <OneButton action=action id=id words=words spoken=spoken /> }
    };
    let (resend, revoke) = (button(ResendInvitation::PATH, "Send again"), button(RevokeInvitation::PATH, "Take back"));
    view! {
        <tr>
            <td class="free" data-label="Address">{row.email.clone()}</td>
            <td data-label="Role">{row.role_label}</td>
            <td class="free" data-label="Invited by">{row.inviter}</td>
            <td data-label="Good until"><Time at=row.expires_at />{expired}</td>
            <td><div class="actions">{resend}{revoke}</div></td>
        </tr>
    }
}
