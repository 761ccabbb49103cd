use domain::tokens::ProgramView;
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    forms::OneButton,
    tokens::api::EndProgram,
    ui::{DataTable, Section, Time},
};

/// One's own programs that are signed in; nothing while there are none.
pub(super) fn list(programs: Vec<ProgramView>) -> impl IntoView {
    (!programs.is_empty()).then(|| {
        view! {
            <Section title="Programs that are signed in" intro="With your password, once; they renew what they got by themselves.">
                <DataTable
                    caption="Programs that are signed in"
                    columns=&["Program", "Good for", "Signed in", "From", "Last used", ""]
                >
                    {programs.into_iter().map(row).collect_view()}
                </DataTable>
            </Section>
        }
    })
}

fn row(program: ProgramView) -> impl IntoView {
    let spoken = format!("Sign out “{}”", program.client_id);
    view! {
        <tr>
            <td class="free" data-label="Program">{program.client_id.clone()}</td>
            <td class="free" data-label="Good for">{program.scopes.to_string().replace(' ', ", ")}</td>
            <td data-label="Signed in"><Time at=program.created_at exact=true /></td>
            <td data-label="From">{program.address}</td>
            <td data-label="Last used"><Time at=program.used_at exact=true /></td>
            <td>
                <OneButton action=EndProgram::PATH id=program.id.to_string() words="Sign out" spoken=spoken />
            </td>
        </tr>
    }
}
