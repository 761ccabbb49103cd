use leptos::prelude::*;

use crate::{
    forms::FormState,
    ui::{InputKind, TextField},
};

/// The field for an e-mail address.
#[component]
pub(crate) fn EmailField(
    /// The form around it.
    state: FormState,
    /// The label.
    #[prop(default = "E-mail address")]
    label: &'static str,
    /// What password managers and browsers are told: `username` where one signs in with it.
    #[prop(default = "email")]
    autocomplete: &'static str,
) -> impl IntoView {
    view! {
        <TextField
            name="email"
            label=label
            kind=InputKind::Email
            autocomplete=autocomplete
            value=state.value("email")
            error=state.error("email")
        />
    }
}
