use leptos::prelude::*;

use crate::{forms::FormState, ui::TextField};

/// The field for a member's name.
#[component]
pub(crate) fn NameField(
    /// The form around it.
    state: FormState,
) -> impl IntoView {
    view! {
        <TextField
            name="name"
            label="Name"
            hint="Shown beside what you write."
            autocomplete="name"
            value=state.value("name")
            error=state.error("name")
        />
    }
}
