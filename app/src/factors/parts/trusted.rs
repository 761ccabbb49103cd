use domain::factors::TrustedDeviceView;
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    factors::{EndAllTrusted, EndTrusted},
    forms::{Form, OneButton},
    ui::{Button, DataTable, Section, Time},
};

/// The browsers that are not asked for the second factor, and buttons to end that.
#[component]
pub(crate) fn TrustedDevices(
    /// Latest first.
    devices: Vec<TrustedDeviceView>,
) -> impl IntoView {
    let state = if devices.is_empty() {
        view! { <p>"None. You can trust a browser when you sign in with it."</p> }.into_any()
    } else {
        view! {
            {table(devices)}
            <Form action=EndAllTrusted::PATH>
                <Button>"Trust none of them any longer"</Button>
            </Form>
        }
        .into_any()
    };
    view! {
        <Section
            title="Trusted devices"
            id="trusted-devices"
            intro="Browsers that are not asked for the second factor. Changing your password or your factors ends that."
        >
            {state}
        </Section>
    }
}

fn table(devices: Vec<TrustedDeviceView>) -> impl IntoView {
    let rows = devices.into_iter().map(row).collect_view();
    view! {
        <DataTable caption="Trusted devices" columns=&["Browser", "Address", "Since", "Until", ""]>
            {rows}
        </DataTable>
    }
}

fn row(device: TrustedDeviceView) -> impl IntoView {
    let agent = if device.agent.is_empty() { "Unknown".to_owned() } else { device.agent };
    let spoken = format!("End trust in {agent}");
    view! {
        <tr>
            <td class="free" data-label="Browser">{agent}</td>
            <td class="free" data-label="Address">{device.address}</td>
            <td data-label="Since"><Time at=device.trusted_at /></td>
            <td data-label="Until"><Time at=device.ends_at /></td>
            <td>
                <OneButton action=EndTrusted::PATH id=device.id.to_string() words="End" spoken=spoken />
            </td>
        </tr>
    }
}
