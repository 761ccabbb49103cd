use domain::{
    Timestamp,
    accounts::Permission,
    audit::{AuditRow, Person, detail},
    paths,
};
use leptos::prelude::*;

use crate::{cx::Cx, ui::DataTable};

/// Events of the record, with the people in them.
#[component]
pub(crate) fn EventTable(
    /// The events, in their order.
    events: Vec<AuditRow>,
) -> impl IntoView {
    view! {
        <DataTable caption="Events" columns=&["Time (UTC)", "Event", "By", "About", "From", "Details"]>
            {events.into_iter().map(row).collect_view()}
        </DataTable>
    }
}

fn row(event: AuditRow) -> impl IntoView {
    let words = event.event.map_or_else(|| event.name.clone(), |event| event.words().to_owned());
    let details = event.details.iter().map(|(name, value)| detail(name, value)).collect::<Vec<_>>().join("; ");
    let details = (!details.is_empty()).then_some(details);
    view! {
        <tr>
            <td data-label="Time (UTC)">{moment(event.at)}</td>
            <td data-label="Event">{words}</td>
            <td class="free" data-label="By">{event.actor.map(person)}</td>
            <td class="free" data-label="About">{event.subject.map(person)}</td>
            <td data-label="From"><span title=event.agent>{event.address}</span></td>
            <td class="free" data-label="Details">{details}</td>
        </tr>
    }
}

/// To the second: `2026-11-20 12:00:00`.
fn moment(at: Timestamp) -> impl IntoView {
    let machine = at.rfc3339();
    let words = machine.get(..19).unwrap_or(&machine).replace('T', " ");
    view! { <time datetime=machine>{words}</time> }
}

/// Somebody by name; by id who is gone.
fn person(person: Person) -> AnyView {
    let Some(name) = person.name else { return view! { <code>{person.id.to_string()}</code> }.into_any() };
    if Cx::current().visit.viewer.may(Permission::ManageMembers) {
        return view! { <a href=paths::member(person.id)>{name}</a> }.into_any();
    }
    name.into_any()
}
