use domain::factors::PasskeyView;
use leptos::prelude::*;
use server::factors;
use server_fn::ServerFn;

use super::{Ceremony, PasskeyForm};
use crate::{
    accounts::parts::ConfirmFirst,
    cx::Cx,
    factors::{OptionsToRegister, RegisterPasskey, RemovePasskey, RenamePasskey},
    forms::{Form, FormState, OneButton},
    ui::{Button, DataTable, Section, TextField, Time},
};

/// One's passkeys, and a form to add one.
#[component]
pub(crate) fn Passkeys(
    /// Oldest first.
    passkeys: Vec<PasskeyView>,
    /// Whether the address of the account is proved, without which none is added.
    is_verified: bool,
    /// What the form to add one shows.
    adding: FormState,
    /// What the form to rename one shows.
    renaming: FormState,
    /// Where whoever adds their first one goes on to; may be empty.
    next: String,
) -> impl IntoView {
    let possible = factors::passkeys_are_possible(&Cx::current().app);
    let name = format!("Passkey {}", passkeys.len() + 1);
    let is_renaming = renaming.is_refused();
    (possible || !passkeys.is_empty()).then(|| {
        view! {
            <Section
                title="Passkeys"
                id="passkeys"
                intro="A passkey signs you in by finger, face or PIN of a device of yours, without a password. It is a second \
                       factor, too."
            >
                {(!passkeys.is_empty()).then(|| table(passkeys, renaming))}
                {possible.then(|| match is_verified {
                    true => add(adding.with("name", name), is_renaming, next).into_any(),
                    false => view! { <ConfirmFirst then="add a passkey" /> }.into_any(),
                })}
            </Section>
        }
    })
}

fn add(state: FormState, is_renaming: bool, next: String) -> impl IntoView {
    let (name, error) = (state.value("name"), state.error("name"));
    // Links of an error summary lead to the names of the fields; of the two forms, one has a summary.
    let id = if is_renaming { "new-name" } else { "name" };
    view! {
        <PasskeyForm
            action=RegisterPasskey::PATH
            options=OptionsToRegister::PATH
            ceremony=Ceremony::Create
            label="Add a passkey"
            otherwise="Without them, an authenticator app does the same."
            state=state
        >
            <input type="hidden" name="next" value=next />
            <TextField
                name="name"
                id=id
                label="Name"
                hint="To tell it from others: the device, for example."
                value=name
                error=error
            />
        </PasskeyForm>
    }
}

fn table(passkeys: Vec<PasskeyView>, renaming: FormState) -> impl IntoView {
    let rows = passkeys.into_iter().map(|passkey| row(passkey, &renaming)).collect_view();
    view! {
        <DataTable caption="Passkeys" columns=&["Name", "Kept", "Added", "Last used", ""]>
            {rows}
        </DataTable>
    }
}

fn row(passkey: PasskeyView, renaming: &FormState) -> impl IntoView + use<> {
    let id = passkey.id.to_string();
    let kept = if passkey.is_synced { "On several devices" } else { "On one device" };
    let used = passkey.used_at.map_or_else(|| "Never".into_any(), |at| view! { <Time at=at /> }.into_any());
    let spoken = format!("Remove {}", passkey.name);
    view! {
        <tr>
            <td class="free" data-label="Name">{rename(id.clone(), passkey.name, renaming)}</td>
            <td data-label="Kept">{kept}</td>
            <td data-label="Added"><Time at=passkey.added_at /></td>
            <td data-label="Last used">{used}</td>
            <td>
                <OneButton action=RemovePasskey::PATH id=id words="Remove" spoken=spoken />
            </td>
        </tr>
    }
}

/// The name, and behind it the form to change it: open where it was refused.
fn rename(id: String, name: String, refused: &FormState) -> impl IntoView + use<> {
    let is_it = refused.is_refused() && refused.value("id") == id;
    let state = if is_it { refused.clone() } else { FormState::default() };
    let field = if is_it { "name".to_owned() } else { format!("name-{id}") };
    let value = if is_it { state.value("name") } else { name.clone() };
    let summary = format!("Rename {name}");
    let error = state.error("name");
    view! {
        {name}
        <details class="rename" open=is_it>
            <summary aria-label=summary>"Rename"</summary>
            <Form action=RenamePasskey::PATH state=state class="form">
                <input type="hidden" name="id" value=id />
                <TextField name="name" id=field label="New name" value=value error=error />
                <Button>"Save"</Button>
            </Form>
        </details>
    }
}
