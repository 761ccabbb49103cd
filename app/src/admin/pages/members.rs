use axum::extract::Query;
use domain::{
    members::{MemberFilter, MemberRow, MemberState},
    pagination::Page,
    paths,
    roles::RoleChoice,
};
use leptos::prelude::*;
use serde::Deserialize;
use server::{members, roles};

use super::cursor;
use crate::{
    Answer, Cx, Head,
    admin::page::AdminPage,
    ui::{Badge, BadgeKind, Button, DataTable, Pager, Select, TextField, Time},
};

/// Which members, from where on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct MembersQuery {
    #[serde(default)]
    search: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    state: String,
    before: Option<String>,
}

/// All members, to be searched.
pub(crate) async fn members(cx: Cx, Query(query): Query<MembersQuery>) -> Answer {
    let actor = cx.actor()?;
    let filter = MemberFilter::parse(&query.search, &query.role, &query.state);
    let page = members::list(&cx.app, actor, &filter, cursor(query.before.as_deref())?).await?;
    let choices = roles::choices(&cx.app, actor).await?;
    Ok(cx.page(Head::private("Members"), || {
        view! {
            <AdminPage title="Members" here=paths::MEMBERS>
                {filters(&query, choices)}
                {table(page, &query)}
            </AdminPage>
        }
        .into_any()
    }))
}

fn filters(query: &MembersQuery, choices: Vec<RoleChoice>) -> impl IntoView + use<> {
    let any = |words: &str| (String::new(), words.to_owned());
    let roles = choices.into_iter().map(|choice| (choice.role.to_string(), choice.label));
    let states = MemberState::ALL.map(|state| (state.as_str().to_owned(), state_words(state).to_owned()));
    let roles = [any("Any role")].into_iter().chain(roles).collect();
    let states = [any("Any state")].into_iter().chain(states).collect();
    view! {
        <form method="get" action=paths::MEMBERS class="form row" role="search">
            <TextField
                name="search"
                label="Name or address begins with"
                value=query.search.clone()
                autocomplete="off"
                optional=true
            />
            <Select name="role" label="Role" options=roles value=query.role.clone() />
            <Select name="state" label="State" options=states value=query.state.clone() />
            <div class="actions"><Button>"Search"</Button></div>
        </form>
    }
}

const fn state_words(state: MemberState) -> &'static str {
    match state {
        MemberState::Active => "Active",
        MemberState::Suspended => "Suspended",
    }
}

fn table(page: Page<MemberRow>, query: &MembersQuery) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="empty">"Nobody like that is a member."</p> }.into_any();
    }
    let filters = [("search", &*query.search), ("role", &*query.role), ("state", &*query.state)];
    let newest = query.before.is_some().then(|| paths::filtered(paths::MEMBERS, &filters, None));
    let next = page.next.map(|cursor| paths::filtered(paths::MEMBERS, &filters, Some(cursor)));
    view! {
        <DataTable caption="Members" columns=&["Name", "Address", "Role", "Member since", "State"]>
            {page.items.into_iter().map(row).collect_view()}
        </DataTable>
        <Pager newest=newest next=next />
    }
    .into_any()
}

fn row(member: MemberRow) -> impl IntoView {
    let state = state_badge(&member);
    view! {
        <tr>
            <td class="free" data-label="Name"><a href=paths::member(member.id)>{member.name}</a></td>
            <td class="free" data-label="Address">{member.email}</td>
            <td data-label="Role">{member.role_label}</td>
            <td data-label="Member since"><Time at=member.joined_at /></td>
            <td data-label="State">{state}</td>
        </tr>
    }
}

/// The state in a word.
pub(super) fn state_badge(member: &MemberRow) -> AnyView {
    match (member.suspended_at, member.deletes_at) {
        (Some(_), _) => view! { <Badge kind=BadgeKind::Deleted>"Suspended"</Badge> }.into_any(),
        (None, Some(_)) => view! { <Badge kind=BadgeKind::Draft>"Leaving"</Badge> }.into_any(),
        (None, None) => view! { <Badge>"Active"</Badge> }.into_any(),
    }
}
