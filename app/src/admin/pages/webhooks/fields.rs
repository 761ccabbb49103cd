use domain::webhooks::{WebhookEvent, WebhookForm, WebhookRow};
use leptos::prelude::*;

use crate::{
    forms::FormState,
    ui::{Checkbox, Choices, InputKind, TextField},
};

/// What the form of a webhook shows to begin with.
pub(super) fn filled(state: FormState, row: &WebhookRow) -> FormState {
    let state = state.with("url", &*row.url).with("description", &*row.description);
    row.events.iter().fold(state, |state, event| state.with(&name(event), "true"))
}

/// Where it leads and what it is told.
pub(super) fn fields(state: &FormState) -> impl IntoView + use<> {
    let boxes = WebhookEvent::ALL.into_iter().map(|event| choice(state, event)).collect_view();
    view! {
        <TextField
            name="url"
            label="Address"
            hint="Begins with https:// and can be reached from the internet."
            kind=InputKind::Url
            autocomplete="off"
            max_length=u32::try_from(WebhookForm::LONGEST_URL).unwrap_or(u32::MAX)
            value=state.value("url")
            error=state.error("url")
        />
        <TextField
            name="description"
            label="What it is for"
            autocomplete="off"
            max_length=u32::try_from(WebhookForm::LONGEST_DESCRIPTION).unwrap_or(u32::MAX)
            optional=true
            value=state.value("description")
            error=state.error("description")
        />
        <Choices legend="Tell it when" id="events" columns=true error=state.error("events")>
            {boxes}
        </Choices>
    }
}

fn choice(state: &FormState, event: WebhookEvent) -> impl IntoView + use<> {
    let name = name(event);
    let checked = !state.value(&name).is_empty();
    view! { <Checkbox name=name label=event.words() hint=event.as_str() checked=checked /> }
}

fn name(event: WebhookEvent) -> String {
    format!("events[{event}]")
}
