use leptos::prelude::*;

use super::EmailField;
use crate::{
    forms::{Form, FormState},
    ui::{Button, ButtonKind},
};

/// Asks a stranger for the address to which a letter goes.
#[component]
pub(crate) fn AskForLetter(
    /// URL of the server function that sends it.
    action: &'static str,
    /// What the form shows.
    state: FormState,
    /// Where to go on to when the letter did its work.
    #[prop(optional, into)]
    next: Option<String>,
) -> impl IntoView {
    view! {
        <Form action=action state=state.clone() class="form">
            {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
            <EmailField state=state autocomplete="username" />
            <div class="actions">
                <Button kind=ButtonKind::Primary>"Send the letter"</Button>
            </div>
        </Form>
    }
}
