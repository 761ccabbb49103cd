use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    factors::MakeCodes,
    forms::Form,
    ui::{Button, Section},
};

/// How many recovery codes are left, and the button that makes new ones.
#[component]
pub(crate) fn RecoveryCodes(
    /// How many are left.
    left: u64,
) -> impl IntoView {
    let state = match left {
        0 => "None is left.".to_owned(),
        1 => "One is left.".to_owned(),
        left => format!("{left} are left."),
    };
    view! {
        <Section
            title="Recovery codes"
            id="recovery-codes"
            intro="Each lets you in once, should you lose your other factors. Keep them where you keep your papers."
        >
            <p>{state} " Making new ones ends the old ones."</p>
            <Form action=MakeCodes::PATH>
                <Button>"Make new recovery codes"</Button>
            </Form>
        </Section>
    }
}
