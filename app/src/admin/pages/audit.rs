use axum::{
    extract::Query,
    response::{IntoResponse, Response},
};
use domain::{
    audit::{AuditFilter, AuditRow, Event},
    pagination::Page,
    paths,
};
use http::header;
use leptos::prelude::*;
use serde::Deserialize;
use server::audit;

use super::cursor;
use crate::{
    Answer, Cx, Head,
    admin::{page::AdminPage, parts::EventTable},
    ui::{Button, ButtonKind, ButtonLink, InputKind, Pager, Select, TextField},
};

/// Which part of the record, from where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AuditQuery {
    event: String,
    member: String,
    address: String,
    from: String,
    to: String,
    before: Option<String>,
}

impl AuditQuery {
    fn filter(&self) -> AuditFilter {
        AuditFilter::parse(&self.event, &self.member, &self.address, &self.from, &self.to)
    }

    fn pairs(&self) -> [(&str, &str); 5] {
        [
            ("event", &self.event),
            ("member", &self.member),
            ("address", &self.address),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }
}

/// What happened to accounts.
pub(crate) async fn audit(cx: Cx, Query(query): Query<AuditQuery>) -> Answer {
    let page = audit::page(&cx.app, cx.actor()?, &query.filter(), cursor(query.before.as_deref())?).await?;
    Ok(cx.page(Head::private("Audit log"), || {
        view! {
            <AdminPage title="Audit log" here=paths::AUDIT>
                {filters(&query)}
                {list(page, &query)}
            </AdminPage>
        }
        .into_any()
    }))
}

/// The same for a spreadsheet, all of it.
pub(crate) async fn audit_csv(cx: Cx, Query(query): Query<AuditQuery>) -> Answer {
    let body = audit::csv(&cx.app, cx.actor()?, query.filter()).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
    ];
    Ok((headers, Response::new(body)).into_response())
}

fn filters(query: &AuditQuery) -> impl IntoView + use<> {
    let events = Event::ALL.map(|event| (event.as_str().to_owned(), event.words().to_owned()));
    let events = [(String::new(), "Any event".to_owned())].into_iter().chain(events).collect();
    view! {
        <form method="get" action=paths::AUDIT class="form row" role="search">
            <Select name="event" label="Event" options=events value=query.event.clone() />
            <TextField name="member" label="Address or id of a member" value=query.member.clone() optional=true />
            <TextField name="address" label="Network address" value=query.address.clone() optional=true />
            <TextField name="from" label="From" kind=InputKind::Date value=query.from.clone() optional=true />
            <TextField name="to" label="To" kind=InputKind::Date value=query.to.clone() optional=true />
            <div class="actions"><Button>"Filter"</Button></div>
        </form>
    }
}

fn list(page: Page<AuditRow>, query: &AuditQuery) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="empty">"Nothing like that is on record."</p> }.into_any();
    }
    let newest = query.before.is_some().then(|| paths::filtered(paths::AUDIT, &query.pairs(), None));
    let next = page.next.map(|cursor| paths::filtered(paths::AUDIT, &query.pairs(), Some(cursor)));
    let export = paths::filtered(paths::AUDIT_CSV, &query.pairs(), None);
    view! {
        <EventTable events=page.items />
        <Pager newest=newest next=next />
        <p><ButtonLink href=export kind=ButtonKind::Quiet>"Download as CSV"</ButtonLink></p>
    }
    .into_any()
}
